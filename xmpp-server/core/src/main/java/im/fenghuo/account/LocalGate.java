package im.fenghuo.account;

import im.fenghuo.api.Condition;
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

/// The way from streams to the accounts of this node.
public final class LocalGate implements AccountGate {

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
  public Attached attach(Jid bareJid, String resource, StreamPort stream, List<Element> inline)
      throws StanzaException {
    return ask(
        bareJid,
        account -> {
          ClientSession session = Sessions.begin(account, resource, stream);
          List<Element> bound = new ArrayList<>();
          for (Element feature : inline) {
            bound.addAll(account.node().registry().bind(feature, session));
          }
          return new Attached(session, bound);
        });
  }

  @Override
  public void credentialsChanged(Jid bareJid) {
    AccountRecord record = accounts.node().accounts().find(bareJid);
    if (record != null) {
      accounts.ifPresent(bareJid, account -> account.setCredentials(record.credentials()));
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
    Answer<LocalAccount> stopped = new Answer<>();
    accounts.with(bareJid, account -> stop(account, last, stopped), stopped::refuse);
    LocalAccount account = stopped.await(LIMIT);
    try {
      if (!Removal.remove(accounts.node(), bareJid)) {
        throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such account");
      }
    } finally {
      account.run(() -> {
        accounts.forget(account);
        if (last != null) {
          last.lane().quick(() -> Sessions.endAll(account, REMOVED)); // after the step that asks
        }
      });
    }
  }

  private static void stop(
      LocalAccount account, @Nullable ClientSession last, Answer<LocalAccount> stopped) {
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
          account.archive().whenDurable(() -> stopped.say(account));
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
    return answer.await(LIMIT);
  }
}
