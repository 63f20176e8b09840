package im.fenghuo.stream;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.ClientSession;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.archive.Backlog;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.registry.Registry;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a stream needs around it: a loop, SASL where everybody is Juliet, and an account whose
/// session settles nothing by itself.
final class StreamFixture implements AutoCloseable {

  static final int WINDOW = 4;

  /// Longer than any test.
  static final Duration FOREVER = Duration.ofDays(1);

  final Vertx vertx = Vertx.vertx();
  final HeldSession session = new HeldSession();
  final StreamContext context;

  /// What binding a resource does.
  Supplier<AccountGate.Attached> binding = () -> new AccountGate.Attached(session, List.of());

  StreamFixture() {
    this(0);
  }

  /// @param bytesPerSecond that a client may send, 0 for no limit
  StreamFixture(long bytesPerSecond) {
    Loop loop = Loops.of(vertx, 1).all().getFirst();
    FramerLimits limits = new FramerLimits(10_000, 20, 20);
    StreamSettings settings =
        new StreamSettings(
            Set.of("localhost"),
            limits,
            limits,
            FOREVER.multipliedBy(2),
            FOREVER,
            Duration.ZERO,
            FOREVER,
            false,
            FOREVER,
            1000,
            WINDOW,
            1_000_000,
            bytesPerSecond,
            0);
    context =
        new StreamContext(
            loop,
            new StreamServices(
                settings,
                new Registry(Set.of("localhost"), Set.of(), Instant.EPOCH, "test"),
                new Gate(),
                (_, _, _) -> new Anyone(),
                Thread::startVirtualThread,
                new SecureRandom(),
                new Resumptions(),
                new Backlog(20_000)));
  }

  /// Runs something on the loop, and waits for it.
  void onLoop(Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    context
        .loop()
        .execute(() -> {
          try {
            work.run();
            done.complete(null);
          } catch (RuntimeException | AssertionError e) {
            done.completeExceptionally(e);
          }
        });
    done.join();
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private static final class Anyone implements Authentication {

    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

    @Override
    public List<Element> features() {
      return List.of();
    }

    @Override
    public boolean takes(Element element) {
      return element.namespace().equals(SASL);
    }

    @Override
    public Outcome handle(Element element) {
      return element.name().equals("auth")
          ? new Done(Jid.parse("juliet@localhost"), Element.of(SASL, "success").build(), true)
          : new Say(Element.of(SASL, "failure").build());
    }
  }

  private final class Gate implements AccountGate {

    @Override
    public Attached attach(Jid bareJid, Bind bind, StreamPort stream) {
      return binding.get();
    }

    @Override
    public String credentials(Jid bareJid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(Jid bareJid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void recordChanged(Jid bareJid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Jid bareJid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(ClientSession asking) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Instant lastOnline(Jid bareJid) {
      throw new UnsupportedOperationException();
    }
  }
}
