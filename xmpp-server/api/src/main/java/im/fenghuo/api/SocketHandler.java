package im.fenghuo.api;

import java.io.IOException;
import java.net.Socket;

/// Serves the connections to a port of its own.
@FunctionalInterface
public interface SocketHandler {

  /// Blocks: has a virtual thread for each connection, which is closed when it returns or throws,
  /// and when the server stops.
  ///
  /// @throws IOException when the connection is lost: the end of it
  void handle(Socket socket) throws IOException;
}
