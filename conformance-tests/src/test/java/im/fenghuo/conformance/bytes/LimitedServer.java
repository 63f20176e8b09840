package im.fenghuo.conformance.bytes;

import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.server.FenghuoServer;
import java.io.IOException;

/// A server whose limits are short enough to wait for, and somebody with an account on it.
/// Everything here blocks.
final class LimitedServer implements AutoCloseable {

  private static final String USER = "somebody";

  private final FenghuoServer server;

  private LimitedServer(FenghuoServer server) {
    this.server = server;
  }

  /// @param limits lines for the section of that name
  static LimitedServer start(String limits) throws IOException, RefusedException {
    FenghuoServer server = FenghuoServer.start(1, limits);
    server.createAccount(USER, USER);
    return new LimitedServer(server);
  }

  /// A connection on which nothing was said.
  RawStream connected() throws IOException {
    return RawStream.connect(server);
  }

  /// A stream that is open.
  RawStream open() throws IOException {
    return connected().open();
  }

  /// A stream that is authenticated and open anew.
  RawStream authenticated() throws IOException {
    return open().authenticate(USER, USER);
  }

  /// A stream with a resource.
  RawStream bound() throws IOException {
    return authenticated().bind();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
