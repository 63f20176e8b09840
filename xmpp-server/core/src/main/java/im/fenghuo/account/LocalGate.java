package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The way from streams to the accounts of this node.
public final class LocalGate implements AccountGate {

  private static final int SECONDS = 30;

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

  private <T> T ask(Jid bareJid, Question<T> question) throws StanzaException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    accounts.with(
        bareJid,
        account -> {
          try {
            answer.complete(question.ask(account));
          } catch (StanzaException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        },
        answer::completeExceptionally);
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StanzaException refused) {
        throw refused;
      }
      throw new IllegalStateException("the account's lane failed", e.getCause());
    } catch (TimeoutException e) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "the account does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "interrupted");
    }
  }
}
