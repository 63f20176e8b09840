package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.MessageHandler;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Lane;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.registry.Registry;
import im.fenghuo.route.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Brings stanzas to the server's own address and to its services, on this very node: they keep
/// nothing in memory that others would have to know.
///
/// What a session sends is handled in its own turn. Everybody else's stanzas pass a few lanes, the
/// same one for each sender.
public final class ServiceDelivery implements Delivery {

  private static final int LANES = 16;
  private static final int MAX_WAITING = 100;

  private final Registry registry;
  private final List<Strand> strands = new ArrayList<>();
  private @Nullable Router router;

  private record Strand(Loop loop, Lane lane) {}

  /// @param virtualThreads where handlers run
  public ServiceDelivery(Registry registry, Loops loops, Executor virtualThreads) {
    this.registry = registry;
    for (int i = 0; i < LANES; i++) {
      Loop loop = loops.of(i);
      strands.add(new Strand(loop, new Lane(loop, virtualThreads)));
    }
  }

  /// Where answers leave: once, before anything is delivered.
  public void to(Router answers) {
    router = answers;
  }

  private Router router() {
    if (router == null) {
      throw new IllegalStateException("delivery before the router is there");
    }
    return router;
  }

  @Override
  public void deliver(Stanza stanza, Receipt receipt) {
    Target target = registry.directory().target(stanza.recipient());
    if (target == null || stanza.isError()) {
      return;
    }
    switch (stanza) {
      case Iq iq when iq.type().isRequest() -> {
        Registry.Handler handler = registry.handler(iq.type(), target, iq.payload());
        if (handler == null || handler.turn() == Registry.Turn.CHANGE) {
          refuse(stanza, new StanzaException(Condition.SERVICE_UNAVAILABLE, ""));
        } else {
          inTurn(
              iq,
              receipt,
              () ->
                  send(
                      Answers.readable(Answers.to(new RequestWithoutAccount(iq), handler)),
                      receipt));
        }
      }
      case Message message -> {
        MessageHandler handler = registry.messageHandler(target);
        if (handler != null) {
          inTurn(message, receipt, () -> handle(handler, message, receipt));
        } else if (target.kind() == Target.Kind.SERVICE
            && message.type() != Message.Type.HEADLINE) {
          refuse(stanza, new StanzaException(Condition.SERVICE_UNAVAILABLE, ""));
        }
      }
      case Iq _, Presence _ -> {} // nobody here has asked, and nobody here sees presence
    }
  }

  private void inTurn(Stanza stanza, Receipt receipt, Runnable work) {
    Jid sender = stanza.sender().bare();
    Strand strand = strands.get(Math.floorMod(sender.hashCode(), LANES));
    receipt.expect();
    strand
        .loop()
        .run(() -> {
          if (strand.lane().size() >= MAX_WAITING) {
            refuse(stanza, new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many requests"));
            receipt.done();
            return;
          }
          strand
              .lane()
              .blocking(() -> {
                try {
                  work.run();
                } finally {
                  receipt.done();
                }
              });
        });
  }

  /// A message that a session sends, in its turn: handled on a virtual thread, before its next
  /// stanza.
  void sent(ClientSession session, MessageHandler handler, Message message, Receipt receipt) {
    receipt.expect();
    session
        .lane()
        .thenBlocking(() -> {
          try {
            handle(handler, message, receipt);
          } finally {
            receipt.done();
          }
        });
  }

  /// Blocks.
  private void handle(MessageHandler handler, Message message, Receipt receipt) {
    if (message.isError()) {
      return;
    }
    try {
      handler.handle(message);
    } catch (StanzaException e) {
      send(message.error(e), receipt);
    } catch (RuntimeException e) {
      send(message.error(Answers.failure("a message", message, e)), receipt);
    }
  }

  private void send(Stanza answer, Receipt receipt) {
    router().route(answer, receipt);
  }

  private void refuse(Stanza stanza, StanzaException error) {
    router().bounce(stanza, error);
  }
}
