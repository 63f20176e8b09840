package im.fenghuo.xep.xep0065bytestreams;

import im.fenghuo.api.Condition;
import im.fenghuo.api.SocketHandler;
import im.fenghuo.api.StanzaException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Brings connections together that ask for the same hash.
final class Proxy implements SocketHandler {

  private final ProxySettings settings;

  /// Those that have not begun; no more than there are connections.
  private final ConcurrentMap<String, Meeting> waiting = new ConcurrentHashMap<>();

  Proxy(ProxySettings settings) {
    this.settings = settings;
  }

  /// §5.3.1: what both sides ask for.
  static String hash(String sid, String requester, String target) {
    try {
      byte[] text = (sid + requester + target).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /// §6.3.5: begins.
  ///
  /// @throws StanzaException when the two sides are not both there
  void activate(String hash) throws StanzaException {
    Meeting meeting = waiting.get(hash);
    if (meeting == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody is connected for this");
    }
    if (!meeting.activate()) {
      throw new StanzaException(Condition.NOT_ALLOWED, "both sides must be connected");
    }
    waiting.remove(hash, meeting);
  }

  @Override
  public void handle(Socket socket) throws IOException {
    socket.setSoTimeout(Math.toIntExact(settings.timeToActivate().toMillis()));
    Socks5 socks = new Socks5(socket.getInputStream(), socket.getOutputStream());
    String hash = socks.accept();
    Meeting meeting =
        waiting.compute(
            hash,
            (_, known) -> {
              Meeting joined = known == null ? newMeeting() : known;
              joined.join(socket);
              return joined;
            });
    if (!meeting.isJoined(socket)) {
      throw socks.full();
    }
    try {
      socks.succeed(hash);
      meeting.pass(socket);
    } finally {
      waiting.computeIfPresent(
          hash, (_, known) -> known.equals(meeting) && known.leave(socket) ? null : known);
    }
  }

  private Meeting newMeeting() {
    return new Meeting(settings.timeToActivate(), settings.idle());
  }
}
