package im.fenghuo.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads archives after a chat run, page by page: is every message in them once, in the order it
/// was sent?
final class ArchiveCheck {

  private static final int PAGE = 250;

  private final Conversation conversation;
  private final String since;
  private final List<ArchiveReader> readers = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();

  /// @param start when the run began, by a clock that may differ from the server's by a minute
  ArchiveCheck(Conversation conversation, Instant start) {
    this.conversation = conversation;
    this.since = start.minusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// Starts reading the user's archive, which it shares with its partner's messages.
  void start(ChatUser user) {
    ArchiveReader reader = new ArchiveReader(user);
    readers.add(reader);
    running.incrementAndGet();
    user.stream()
        .eventLoop()
        .execute(() -> {
          user.stream().readBy(reader);
          reader.ask("");
        });
  }

  boolean isComplete() {
    return running.get() == 0;
  }

  int archives() {
    return readers.size();
  }

  /// What the archives hold of what was sent; valid once complete.
  Chat.Tally tally() {
    long sent = 0;
    long found = 0;
    long duplicates = 0;
    long reordered = 0;
    for (ArchiveReader reader : readers) {
      sent += reader.user.sent() + reader.user.partner().sent();
      for (Sequence sequence : List.of(reader.own, reader.partners)) {
        found += sequence.distinct();
        duplicates += sequence.duplicates();
        reordered += sequence.reordered();
      }
    }
    return new Chat.Tally(sent, found, duplicates, reordered);
  }

  private final class ArchiveReader implements ClientStream.Reader {

    private final ChatUser user;
    private final Sequence own = new Sequence();
    private final Sequence partners = new Sequence();
    private int page;
    private int onPage;
    private boolean done;

    ArchiveReader(ChatUser user) {
      this.user = user;
    }

    void ask(String after) {
      page++;
      onPage = 0;
      user.stream().send(ArchiveQuery.pageAfter("check" + page, PAGE, since, after));
    }

    @Override
    public void received(ClientStream stream, Stanza stanza) {
      if (stanza.is("message") && stanza.contains("<result")) {
        onPage++;
        archived(stanza);
      } else if (stanza.is("iq") && stanza.attributeIs("id", "check" + page)) {
        pageEnded(stanza);
      }
    }

    private void archived(Stanza result) {
      int body = result.textAt("body");
      Numbers numbers = new Numbers(result.bytes(), Math.max(body, 0), result.end());
      if (body < 0 || !numbers.skip('c') || numbers.next() != conversation.run()) {
        return; // an earlier run's
      }
      Sequence direction = numbers.next() == user.account().number() ? own : partners;
      var _ = direction.arrived(numbers.next());
    }

    private void pageEnded(Stanza iq) {
      int last = iq.find("<last", iq.start());
      if (!iq.attributeIs("type", "result")) {
        conversation.meter().error("archive of " + user.account().user() + ": " + iq.excerpt());
        finish();
      } else if (last < 0
          || onPage == 0
          || iq.contains("complete='true'")
          || iq.contains("complete=\"true\"")) {
        finish();
      } else {
        ask(iq.textOf("last"));
      }
    }

    private void finish() {
      if (!done) {
        done = true;
        running.decrementAndGet();
      }
    }

    @Override
    public void closed(ClientStream stream, String reason) {
      if (!reason.isEmpty()) {
        conversation.meter().error("archive of " + user.account().user() + ": " + reason);
      }
      finish();
    }
  }
}
