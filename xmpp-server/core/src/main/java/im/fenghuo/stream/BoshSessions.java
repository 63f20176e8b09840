package im.fenghuo.stream;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.XmlException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The BOSH sessions of this node, by their ids. Safe for all threads. A session is known to the
/// node that began it only, so whatever balances load must send a client's requests to one node.
public final class BoshSessions {

  private static final int MAX_SESSIONS = 100_000;

  private final ConcurrentHashMap<String, BoshConnection> sessions = new ConcurrentHashMap<>();
  private final Duration inactivity;
  private final AddressLimit addresses;

  /// Where a request comes from.
  ///
  /// @param isSecure whether it came over TLS
  public record Client(String address, boolean isSecure) {}

  /// @param inactivity how long a client may have no request under way
  /// @param addresses how many sessions an address may have; they are not bound to its connections
  public BoshSessions(Duration inactivity, AddressLimit addresses) {
    this.inactivity = inactivity;
    this.addresses = addresses;
  }

  Duration inactivity() {
    return inactivity;
  }

  /// A request that was posted: begins a session on this loop, or goes on to the loop of its
  /// session. On the context's loop.
  public void receive(StreamContext context, BoshBody body, Client client, BoshReply reply) {
    String sid = body.sid();
    if (sid == null) {
      begin(context, body, client, reply);
      return;
    }
    BoshConnection session = sessions.get(sid);
    if (session == null) {
      refuse("item-not-found", true, reply); // whether the client is an old one is forgotten
      return;
    }
    session.context().loop().run(() -> session.receive(body, client.isSecure(), reply));
  }

  /// The connection of a request that waits is gone. From any thread.
  public void lost(BoshBody body) {
    String sid = body.sid();
    BoshConnection session = sid == null ? null : sessions.get(sid);
    if (session != null) {
      session.context().loop().run(session::lost);
    }
  }

  private void begin(StreamContext context, BoshBody body, Client client, BoshReply reply) {
    String condition = refusal(context, body);
    if (condition != null) {
      refuse(condition, !body.isLegacy(), reply);
      return;
    }
    if (!addresses.enter(client.address())) {
      refuse("policy-violation", !body.isLegacy(), reply);
      return;
    }
    BoshConnection session;
    try {
      session = new BoshConnection(context, this, body, client);
    } catch (XmlException e) {
      addresses.leave(client.address());
      refuse("bad-request", !body.isLegacy(), reply);
      return;
    }
    sessions.put(session.sid(), session);
    session.receive(body, client.isSecure(), reply);
  }

  private @Nullable String refusal(StreamContext context, BoshBody body) {
    String to = body.element().attribute("to");
    if (to == null || to.isEmpty()) {
      return "improper-addressing";
    }
    try {
      Jid domain = Jid.parse(to);
      if (!domain.isDomain()
          || !context.services().settings().domains().contains(domain.domainpart())) {
        return "host-unknown";
      }
    } catch (InvalidJidException e) {
      return "host-unknown";
    }
    return sessions.size() >= MAX_SESSIONS ? "policy-violation" : null;
  }

  void remove(BoshConnection session) {
    if (sessions.remove(session.sid(), session)) {
      addresses.leave(session.address());
    }
  }

  /// Answers a request that belongs to no session.
  ///
  /// @param condition a terminal binding condition (XEP-0124 §17.2)
  /// @param knowsConditions false for an old client, which is told by codes of HTTP
  public static void refuse(String condition, boolean knowsConditions, BoshReply reply) {
    int code = knowsConditions ? 200 : code(condition);
    reply.send(code, BoshTerms.XML, terminal(condition));
  }

  /// XEP-0124 §17.1.
  static int code(String condition) {
    return switch (condition) {
      case "bad-request" -> 400;
      case "policy-violation" -> 403;
      case "item-not-found" -> 404;
      default -> 200;
    };
  }

  static byte[] terminal(String condition) {
    return ("<body xmlns='"
            + BoshBody.NAMESPACE
            + "' type='terminate' condition='"
            + condition
            + "'/>")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
