package im.fenghuo.account;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Session;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.lane.Answer;
import im.fenghuo.lane.Loop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The accounts of this node that are online.
public final class LocalOnline implements OnlineAccounts {

  private static final StreamError ENDED =
      new StreamError(StreamErrorCondition.POLICY_VIOLATION, "an administrator ends this session");

  private final LocalAccounts accounts;

  /// @param accounts those of this node
  public LocalOnline(LocalAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Accounts.Online online(
      String domain, Accounts.Activity activity, @Nullable Jid after, int limit)
      throws StanzaException {
    List<Answer<List<Jid>>> parts = new ArrayList<>();
    for (Loop loop : accounts.node().loops().all()) {
      Answer<List<Jid>> part = new Answer<>();
      parts.add(part);
      loop.run(() -> {
        try {
          part.say(online(loop, domain, activity));
        } catch (RuntimeException e) {
          part.refuse(e);
        }
      });
    }
    List<Jid> all = new ArrayList<>();
    for (Answer<List<Jid>> part : parts) {
      all.addAll(part.await());
    }
    return page(all.size(), all, after, limit);
  }

  /// The first ones of several after that one.
  static Accounts.Online page(long count, List<Jid> several, @Nullable Jid after, int limit) {
    return new Accounts.Online(
        count,
        several.stream()
            .filter(jid -> after == null || jid.compareTo(after) > 0)
            .sorted(Comparator.naturalOrder())
            .limit(limit)
            .toList());
  }

  /// Those of several nodes together.
  ///
  /// @param nodes what each of them has
  public static Accounts.Online together(List<Accounts.Online> nodes, int limit) {
    long count = nodes.stream().mapToLong(Accounts.Online::count).sum();
    List<Jid> all = nodes.stream().flatMap(node -> node.page().stream()).toList();
    return page(count, all, null, limit);
  }

  private List<Jid> online(Loop loop, String domain, Accounts.Activity activity) {
    List<Jid> online = new ArrayList<>();
    for (LocalAccount account : accounts.present(loop)) {
      if (!account.clientSessions().isEmpty()
          && account.jid().isAtDomain(domain)
          && does(account, activity)) {
        online.add(account.jid());
      }
    }
    return online;
  }

  private static boolean does(LocalAccount account, Accounts.Activity activity) {
    return switch (activity) {
      case ANY -> true;
      case ACTIVE -> account.clientSessions().stream().anyMatch(LocalOnline::isActive);
      case IDLE -> account.clientSessions().stream().noneMatch(LocalOnline::isActive);
    };
  }

  private static boolean isActive(Session session) {
    Presence presence = session.presence();
    if (presence == null) {
      return false;
    }
    Element show = presence.element().child(Stanza.NAMESPACE, "show");
    return show == null || !(show.text().equals("away") || show.text().equals("xa"));
  }

  @Override
  public Accounts.Whereabouts whereabouts(Jid bareJid) throws StanzaException {
    return ask(
        bareJid,
        account -> {
          List<Jid> sessions = account.clientSessions().stream().map(ClientSession::jid).toList();
          return new Accounts.Whereabouts(
              sessions, sessions.isEmpty() ? account.lastOnline() : null);
        });
  }

  @Override
  public long endSessions(Jid jid) throws StanzaException {
    return ask(
        jid.bare(),
        account -> {
          List<ClientSession> sessions =
              account.clientSessions().stream()
                  .filter(session -> jid.isBare() || session.jid().equals(jid))
                  .toList();
          for (ClientSession session : sessions) {
            session.close(ENDED);
            Sessions.end(session);
          }
          return (long) sessions.size();
        });
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask(LocalAccount account);
  }

  private <T> T ask(Jid bareJid, Question<T> question) throws StanzaException {
    Answer<T> answer = new Answer<>();
    accounts.with(
        bareJid,
        account -> {
          try {
            answer.say(question.ask(account));
          } catch (RuntimeException e) {
            answer.refuse(e);
          }
        },
        answer::refuse);
    return answer.await();
  }
}
