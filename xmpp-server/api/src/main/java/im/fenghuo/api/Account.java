package im.fenghuo.api;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A local account that is in use: what its event loop holds. Unless said otherwise, methods belong
/// to that loop, and to the steps (handlers, hooks) that run for the account.
public interface Account extends Archive.Owner {

  /// Its bare JID.
  Jid jid();

  /// Its key in the database; also the number of its archive.
  @Override
  long id();

  /// Its connected resources, available or not. From a blocking handler: a snapshot.
  Collection<Session> sessions();

  /// The session with that resource, or null.
  @Nullable Session session(String resource);

  /// Its contacts, as they are now.
  Roster roster();

  /// What the extension's loader has loaded, or what was set since.
  <T> T get(Key<T> key);

  /// Replaces the state of an extension in memory. From any thread; takes effect in order on the
  /// account's loop. Whoever calls it has stored what must survive.
  <T> void set(Key<T> key, T value);

  /// Runs something on the account's loop, in order; from any thread.
  void run(Runnable work);

  /// Sends a stanza on the account's behalf to wherever its `to` leads; from any thread.
  void route(Stanza stanza);

  /// Asks somebody on the account's behalf, with the account's bare JID as `from` and an id that is
  /// made here; from any thread. The answer arrives on the account's loop, exactly once: a result
  /// or an error, `remote-server-timeout` after the limit, or `resource-constraint` when the
  /// account waits for too many answers.
  ///
  /// @param request a get or set with `to`
  /// @param limit how long to wait, exact to a few seconds
  void ask(Iq request, Duration limit, Consumer<Iq> answer);

  /// Names the state of an extension that is loaded with the account; compared by identity.
  ///
  /// @param <T> what is kept
  @SuppressWarnings("UnusedTypeParameter") // it types get() and set()
  final class Key<T> {
    private final String name;

    /// @param name for logs
    public Key(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Loads the state of an extension, when the account comes into use.
  @FunctionalInterface
  interface Loader<T> {
    /// Blocks.
    ///
    /// @param accountId the account's key in the database
    T load(long accountId);
  }
}
