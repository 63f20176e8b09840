package im.fenghuo.core;

import im.fenghuo.registry.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The TCP ports that extensions serve by blocking code: a virtual thread for each connection.
public final class TcpPorts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpPorts.class);
  private static final int BACKLOG = 128;

  private final List<Port> open = new ArrayList<>();

  private TcpPorts() {}

  /// Opens them. Blocks until all accept.
  ///
  /// @param host the address to listen on
  /// @throws IOException when one cannot be had; none is open then
  public static TcpPorts open(String host, List<Registry.TcpPort> ports) throws IOException {
    TcpPorts all = new TcpPorts();
    for (Registry.TcpPort registered : ports) {
      try {
        all.open.add(new Port(host, registered));
      } catch (IOException e) {
        all.close();
        throw new IOException(
            "port %d cannot be listened on (%s)".formatted(registered.port(), e.getMessage()), e);
      }
    }
    all.open.forEach(port -> Thread.ofVirtual().name("port").start(port::accept));
    return all;
  }

  /// Closes the ports and all connections to them.
  @Override
  public void close() {
    open.forEach(Port::close);
  }

  /// One port and its connections.
  private static final class Port {

    private final Registry.TcpPort registered;
    private final ServerSocket server = new ServerSocket();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<InetAddress, Integer> addresses = new HashMap<>();

    Port(String host, Registry.TcpPort registered) throws IOException {
      this.registered = registered;
      server.bind(new InetSocketAddress(host, registered.port()), BACKLOG);
    }

    void accept() {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          if (enter(socket.getInetAddress())) {
            sockets.add(socket);
            Thread.ofVirtual().name("port-connection").start(() -> serve(socket));
          } else {
            socket.close();
          }
        } catch (IOException e) {
          if (!server.isClosed()) {
            LOG.warn("A connection could not be accepted: {}", e.toString());
          }
        }
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        socket.setTcpNoDelay(true);
        registered.handler().handle(socket);
      } catch (IOException e) {
        LOG.debug("A connection ended: {}", e.toString());
      } catch (RuntimeException e) {
        LOG.error("A connection could not be served", e);
      } finally {
        sockets.remove(socket);
        leave(socket.getInetAddress());
      }
    }

    private synchronized boolean enter(InetAddress address) {
      int before = addresses.getOrDefault(address, 0);
      if (before >= registered.connectionsPerAddress()
          || sockets.size() >= registered.connections()) {
        return false;
      }
      addresses.put(address, before + 1);
      return true;
    }

    private synchronized void leave(InetAddress address) {
      addresses.computeIfPresent(address, (_, before) -> before <= 1 ? null : before - 1);
    }

    void close() {
      try {
        server.close();
        for (Socket socket : sockets) {
          socket.close();
        }
      } catch (IOException e) {
        LOG.debug("A port could not be closed: {}", e.toString());
      }
    }
  }
}
