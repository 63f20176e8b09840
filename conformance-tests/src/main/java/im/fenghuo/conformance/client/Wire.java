package im.fenghuo.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// A connection to a server, before anything is known about who is on it.
public final class Wire implements Closeable {

  private final String domain;
  private Socket socket;
  private Framer framer;

  private Wire(Socket socket, String domain) throws IOException {
    this.socket = socket;
    this.domain = domain;
    this.framer = framer(socket);
  }

  /// Connects. Blocks.
  ///
  /// @throws IOException if nobody listens there
  public static Wire connect(Address address, String domain, Duration timeout) throws IOException {
    Socket socket = new Socket();
    int millis = Math.toIntExact(timeout.toMillis());
    socket.connect(new InetSocketAddress(address.host(), address.port()), millis);
    socket.setTcpNoDelay(true);
    return new Wire(socket, domain);
  }

  /// Sends a stream header. Blocks while the connection is full, like all writing here.
  public void open() throws IOException {
    write(
        "<?xml version='1.0'?><stream:stream to='"
            + domain
            + "' version='1.0' xml:lang='en' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>");
  }

  /// Sends these characters and nothing else.
  public synchronized void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  /// The next part of the server's stream. Blocks.
  public Incoming read() throws IOException {
    return framer.next();
  }

  /// How long [#read()] waits before it gives up with an exception; zero is for ever.
  public void limitReads(Duration limit) throws IOException {
    socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
  }

  /// Goes over to TLS, and trusts every certificate: what is tested here is not the certificate.
  /// Blocks.
  public void secure() throws IOException {
    socket =
        TrustEverybody.context()
            .getSocketFactory()
            .createSocket(socket, domain, socket.getPort(), true);
    framer = framer(socket);
  }

  /// Drops the connection, with no word to the server.
  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static Framer framer(Socket socket) throws IOException {
    return new Framer(socket.getInputStream());
  }
}
