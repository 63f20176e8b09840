package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.StanzaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an account has asked others and still waits for. On the account's loop.
final class Questions {

  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  /// As many as an account has sessions and contacts that a question at a time makes sense for.
  private static final int MAX_OPEN = 100;

  private final LocalAccount account;
  private @Nullable Map<String, Question> open;

  private record Question(Iq iq, Consumer<Iq> answer, long until) {}

  Questions(LocalAccount account) {
    this.account = account;
  }

  /// Whether answers are awaited.
  boolean isEmpty() {
    return open == null;
  }

  /// See [im.fenghuo.api.Account#ask].
  void ask(Iq request, Duration limit, Consumer<Iq> answer) {
    String id = "ask-" + UUID.randomUUID(); // nobody but the one who was asked can answer
    Iq iq = Iq.request(request.type(), id, account.jid(), request.recipient(), request.payload());
    if (account.isRemoved() || (open != null && open.size() >= MAX_OPEN)) {
      tell(answer, iq.error(new StanzaException(Condition.RESOURCE_CONSTRAINT, "")));
      return;
    }
    if (open == null) {
      open = new HashMap<>();
    }
    open.put(id, new Question(iq, answer, account.node().clock().millis() + limit.toMillis()));
    account.route(iq);
  }

  /// A result or an error that is addressed to the account.
  void answered(Iq answer) {
    Question question = open == null ? null : open.get(answer.id());
    if (question != null && question.iq().recipient().equals(answer.sender())) {
      remove(answer.id());
      tell(question.answer(), answer);
    }
  }

  /// Gives up what was not answered in time.
  ///
  /// @param now what the clock says, in milliseconds
  void expire(long now) {
    if (open == null) {
      return;
    }
    List<Question> late =
        open.values().stream().filter(question -> question.until() <= now).toList();
    giveUp(late);
  }

  /// Gives up everything: the account goes out of use.
  void close() {
    if (open != null) {
      giveUp(new ArrayList<>(open.values()));
    }
  }

  private void giveUp(List<Question> questions) {
    for (Question question : questions) {
      remove(question.iq().id());
      tell(
          question.answer(),
          question.iq().error(new StanzaException(Condition.REMOTE_SERVER_TIMEOUT, "")));
    }
  }

  private void remove(@Nullable String id) {
    if (open != null) {
      open.remove(id);
      if (open.isEmpty()) {
        open = null;
      }
    }
  }

  private static void tell(Consumer<Iq> asker, Iq answer) {
    try {
      asker.accept(answer);
    } catch (RuntimeException e) {
      LOG.error("Taking an answer of {} failed", answer.from(), e);
    }
  }
}
