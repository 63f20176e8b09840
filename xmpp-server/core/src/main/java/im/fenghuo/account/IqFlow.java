package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Phase;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.xml.Element;
import im.fenghuo.archive.Receipt;
import im.fenghuo.registry.Registry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Requests and their answers (RFC 6120 §8.2.3, RFC 6121 §8).
public final class IqFlow {
  private static final int MAX_VISITORS = 100;

  private IqFlow() {}

  /// An iq that a session sends. Closes the receipt once it is handled.
  static void sent(ClientSession session, Iq stamped, Receipt receipt) {
    LocalAccount account = session.account();
    Registry registry = account.node().registry();
    Iq iq;
    try {
      iq = registry.iqs().sent(Phase.CHECK, stamped, StanzaRoute.sent(session));
    } catch (StanzaException e) {
      if (stamped.type().isRequest()) {
        session.send(stamped.error(e));
      }
      receipt.done();
      return;
    }
    if (iq == null) {
      receipt.done();
      return;
    }
    Jid to = iq.to();
    Target target =
        to == null || to.equals(account.jid()) ? Target.ACCOUNT : registry.directory().target(to);
    if (target != null && iq.type().isRequest()) {
      answer(session.account(), session, iq, target, session::send, receipt::done);
      return;
    }
    if (target != null) {
      if (target.equals(Target.ACCOUNT)) {
        account.questions().answered(iq);
      }
      receipt.done();
      return;
    }
    account.node().router().route(iq, receipt);
    receipt.done();
  }

  /// An iq that an account or one of its sessions receives from somebody else.
  ///
  /// @throws StanzaException what the sender gets
  static void received(LocalAccount account, Iq iq) throws StanzaException {
    Registry registry = account.node().registry();
    Iq checked = registry.iqs().received(Phase.CHECK, iq, StanzaRoute.received(account));
    if (checked == null) {
      return;
    }
    Jid to = checked.recipient();
    if (to.isFull()) {
      ClientSession session = account.session(to.resourcepart());
      if (session == null) {
        throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "");
      }
      session.send(checked);
      return;
    }
    if (checked.type().isRequest()) {
      answerVisitor(account, checked);
    } else {
      account.questions().answered(checked);
    }
  }

  /// What a visitor may see depends on the roster, so that changes which came first are waited for:
  /// whoever has lost a subscription is not answered as if it were still there.
  private static void answerVisitor(LocalAccount account, Iq iq) {
    Consumer<Element> reply = result -> account.route(Answers.readable(result));
    Runnable answer = () -> answer(account, null, iq, Target.ACCOUNT, reply, () -> {});
    int waiting = account.changes().size();
    if (waiting == 0) {
      answer.run();
    } else if (waiting < MAX_VISITORS) {
      account.changes().quick(answer);
    } else {
      refuse(iq, reply, () -> {});
    }
  }

  private static void answer(
      LocalAccount account,
      @Nullable ClientSession session,
      Iq iq,
      Target target,
      Consumer<Element> reply,
      Runnable done) {
    Registry.Handler handler = account.node().registry().handler(iq.type(), target, iq.payload());
    if (handler == null) {
      reply.accept(iq.error(new StanzaException(Condition.SERVICE_UNAVAILABLE, "")).element());
      done.run();
      return;
    }
    AccountRequest request = new AccountRequest(iq, account, session);
    switch (handler.turn()) {
      case INLINE -> {
        reply.accept(Answers.to(request, handler));
        done.run();
      }
      case BLOCKING -> block(handler, request, reply, done);
      case CHANGE -> change(handler, request, reply, done);
    }
  }

  private static void block(
      Registry.Handler handler, AccountRequest request, Consumer<Element> reply, Runnable done) {
    Runnable work =
        () -> {
          try {
            reply.accept(Answers.to(request, handler));
          } finally {
            done.run();
          }
        };
    ClientSession session = request.session();
    if (session != null) {
      session.lane().thenBlocking(work);
    } else if (request.account().visitors().size() < MAX_VISITORS) {
      request.account().visitors().blocking(work);
    } else {
      refuse(request.iq(), reply, done);
    }
  }

  private static void change(
      Registry.Handler handler, AccountRequest request, Consumer<Element> reply, Runnable done) {
    LocalAccount account = request.account();
    ClientSession session = request.session();
    if (session != null) {
      session.lane().thenHeld(release -> change(handler, request, reply, done, release));
    } else if (account.changes().size() < MAX_VISITORS) {
      change(handler, request, reply, done, () -> {});
    } else {
      refuse(request.iq(), reply, done);
    }
  }

  private static void change(
      Registry.Handler handler,
      AccountRequest request,
      Consumer<Element> reply,
      Runnable done,
      Runnable release) {
    LocalAccount account = request.account();
    account
        .changes()
        .blocking(() -> {
          Element answer = Answers.to(request, handler);
          account
              .loop()
              .execute(() -> {
                try {
                  reply.accept(answer);
                  request.afterwards().forEach(Runnable::run);
                } finally {
                  done.run();
                  release.run();
                }
              });
        });
  }

  private static void refuse(Iq iq, Consumer<Element> reply, Runnable done) {
    reply.accept(
        iq.error(new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many requests"))
            .element());
    done.run();
  }

  /// A request to an account that does not exist. A few must be answered as if it did.
  ///
  /// @param otherwise what is done with all others
  static void answerForNobody(Node node, Iq iq, Runnable otherwise) {
    boolean isAsked = iq.type().isRequest() && iq.recipient().isBare();
    Registry.Handler handler =
        isAsked ? node.registry().handler(iq.type(), Target.NOBODY, iq.payload()) : null;
    if (handler == null) {
      otherwise.run();
      return;
    }
    node.router().route(Answers.readable(Answers.to(new RequestWithoutAccount(iq), handler)));
  }
}
