package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.lane.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from streams to the accounts of this node.
public final class LocalGate implements AccountGate {

  private static final Logger LOG = LoggerFactory.getLogger(LocalGate.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final StreamError REMOVED =
      new StreamError(StreamErrorCondition.NOT_AUTHORIZED, "this account has been removed");

  private final LocalAccounts accounts;

  /// @param accounts those of this node
  public LocalGate(LocalAccounts accounts) {
    this.accounts = accounts;
  }

  /// What is asked of an account's lane.
  @FunctionalInterface
  private interface Question<T> {
    T ask(LocalAccount account) throws StanzaException;
  }

  @Override
  public String credentials(Jid bareJid) throws StanzaException {
    return ask(bareJid, LocalAccount::credentials);
  }

  @Override
  public Attached attach(Jid bareJid, Bind bind, StreamPort stream) throws StanzaException {
    Begun begun = ask(bareJid, account -> begin(account, bind, stream));
    if (bind.isInline()) {
      begun.said().addAll(state(begun));
      bind.features().forEach(query -> begun.said().addAll(answer(query, begun.session())));
    }
    return new Attached(begun.session(), begun.said());
  }

  /// A session as it was when it began.
  ///
  /// @param archived the last number of the archive
  private record Begun(ClientSession session, List<Element> said, long archived) {}

  private static Begun begin(LocalAccount account, Bind bind, StreamPort stream)
      throws StanzaException {
    ClientSession session = Sessions.begin(account, bind.resource(), stream);
    List<Element> said = new ArrayList<>();
    try {
      for (Element feature : bind.features()) {
        said.addAll(account.node().registry().bind(feature, session));
      }
    } catch (RuntimeException e) {
      Sessions.end(session); // its stream will never hear of it
      throw e;
    }
    long archived = account.archive().last();
    if (bind.isInline()) {
      account.deliveredUpTo(archived); // §4: offline messages are left to the archive
    }
    return new Begun(session, said, archived);
  }

  /// What cannot be said must not keep the client from coming in.
  private List<Element> state(Begun begun) {
    try {
      return accounts.node().registry().bound(begun.session().account(), begun.archived());
    } catch (RuntimeException e) {
      LOG.warn("{} is not told its state: {}", begun.session().jid(), e.toString());
      return List.of();
    }
  }

  private List<Element> answer(Element query, ClientSession session) {
    try {
      return accounts.node().registry().answer(query, session);
    } catch (StanzaException e) {
      LOG.debug("{} asks for {} in vain: {}", session.jid(), query.name(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("{} gets no answer to {}: {}", session.jid(), query.name(), e.toString());
    }
    return List.of();
  }

  @Override
  public void recordChanged(Jid bareJid) {
    AccountRecord record = accounts.node().accounts().find(bareJid);
    if (record != null) {
      accounts.ifPresent(bareJid, account -> account.setRecord(record));
    }
  }

  @Override
  public void save(Jid bareJid) throws StanzaException {
    Answer<Optional<Progress>> answer = new Answer<>();
    accounts.ifPresent(
        bareJid,
        account -> account.archive().whenDurable(() -> answer.say(Optional.of(account.progress()))),
        () -> answer.say(Optional.empty()));
    Optional<Progress> progress = answer.await(LIMIT);
    try {
      progress.ifPresent(each -> accounts.node().accounts().save(List.of(each)));
    } catch (DbException e) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "the storage does not answer");
    }
  }

  @Override
  public void remove(Jid bareJid) throws StanzaException {
    remove(bareJid, null);
  }

  @Override
  public void remove(ClientSession asking) throws StanzaException {
    remove(asking.account().jid(), asking);
  }

  private void remove(Jid bareJid, @Nullable ClientSession last) throws StanzaException {
    Answer<LocalAccount> found = new Answer<>();
    Answer<Boolean> stopped = new Answer<>();
    accounts.with(
        bareJid,
        account -> {
          stop(account, last, stopped);
          found.say(account);
        },
        found::refuse);
    LocalAccount account = found.await();
    try {
      var _ = stopped.await(LIMIT);
      if (!Removal.remove(accounts.node(), bareJid)) {
        throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such account");
      }
    } finally { // what could not be removed is there again when it is asked for
      account.run(() -> {
        accounts.forget(account);
        if (last != null) {
          last.lane().quick(() -> Sessions.endAll(account, REMOVED)); // after the step that asks
        }
      });
    }
  }

  private static void stop(
      LocalAccount account, @Nullable ClientSession last, Answer<Boolean> stopped) {
    account.setRemoved();
    if (last == null) {
      Sessions.endAll(account, REMOVED);
    } else {
      Sessions.endOthers(last, REMOVED);
      account.node().presences().ended(last);
    }
    account
        .changes()
        .quick(() -> {
          account.node().presences().part(account);
          account.archive().whenDurable(() -> stopped.say(true));
        });
  }

  @Override
  public @Nullable Instant lastOnline(Jid bareJid) {
    try {
      return ask(
              bareJid,
              account ->
                  account.clientSessions().isEmpty()
                      ? Optional.ofNullable(account.lastOnline())
                      : Optional.<Instant>empty())
          .orElse(null);
    } catch (StanzaException e) {
      return null; // it is not known
    }
  }

  private <T> T ask(Jid bareJid, Question<T> question) throws StanzaException {
    Answer<T> answer = new Answer<>();
    accounts.with(
        bareJid,
        account -> {
          try {
            answer.say(question.ask(account));
          } catch (StanzaException | RuntimeException e) {
            answer.refuse(e);
          }
        },
        answer::refuse);
    return answer.await(); // it always comes: storage has a time limit, and a loop never waits
  }
}
