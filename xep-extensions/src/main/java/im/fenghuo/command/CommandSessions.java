package im.fenghuo.command;

import im.fenghuo.api.Command;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The commands that are being run, in memory of this node. A session of a client sends all its
/// requests to the server and to its own account from the node that owns the account, so they find
/// their command again; when the account moves to another node, its clients begin anew.
///
/// Safe for all threads. Bounded: a client that has too many loses the one it has not used for
/// longest; what is not used is forgotten after a while.
final class CommandSessions {

  private static final int MAX = 10_000;
  private static final int ID_BYTES = 16;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{" + 2 * ID_BYTES + "}");

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Running> running = new LinkedHashMap<>(); // least recently used first

  CommandSessions(Clock clock) {
    this.clock = clock;
  }

  /// Begins one.
  ///
  /// @param owner the full JID of who runs it
  /// @throws StanzaException `resource-constraint` when the server has too many
  synchronized Running begin(Jid owner, Command command) throws StanzaException {
    Instant now = clock.instant();
    forgetOld(now);
    makeRoom(owner.bare());
    if (running.size() >= MAX) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many commands are being run");
    }
    Running begun = new Running(id(), owner, command, now);
    running.put(begun.id(), begun);
    return begun;
  }

  private String id() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private void forgetOld(Instant now) {
    Iterator<Running> each = running.values().iterator();
    while (each.hasNext() && each.next().used().plus(Commands.LIFETIME).isBefore(now)) {
      each.remove();
    }
  }

  private void makeRoom(Jid account) {
    String oldest = null;
    int count = 0;
    for (Running each : running.values()) {
      if (each.owner().bare().equals(account)) {
        oldest = oldest == null ? each.id() : oldest;
        count++;
      }
    }
    if (count >= Commands.MAX_OF_ONE) {
      running.remove(oldest);
    }
  }

  /// Finds one again.
  ///
  /// @throws StanzaException `bad-sessionid` for one that was never given to the owner for that
  ///   command; `session-expired` for one that has ended
  synchronized Running find(String id, Jid owner, Command command) throws StanzaException {
    Instant now = clock.instant();
    forgetOld(now);
    Running found = running.remove(id);
    if (found == null) {
      throw ID.matcher(id).matches()
          ? CommandError.SESSION_EXPIRED.with("this command has ended; begin again")
          : CommandError.BAD_SESSIONID.with("there was never such a session");
    }
    boolean isTheirs = found.owner().equals(owner) && found.command().equals(command);
    if (isTheirs) {
      found.use(now);
    }
    running.put(id, found);
    if (!isTheirs) {
      throw CommandError.BAD_SESSIONID.with("this is not your session of that command");
    }
    return found;
  }

  /// It is over.
  synchronized void end(Running ended) {
    running.remove(ended.id());
  }
}
