package im.fenghuo.conformance.client;

import im.fenghuo.conformance.xml.XmlElement;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/// Passes on what two sockets say to each other, and tells what it was.
public final class Tap {

  private Tap() {}

  /// Passes on until either closes. Does not block: each direction has a thread of its own.
  public static void between(
      Socket client, Socket server, Consumer<XmlElement> sent, Consumer<XmlElement> received) {
    Thread.ofVirtual().start(() -> pass(client, server, sent));
    Thread.ofVirtual().start(() -> pass(server, client, received));
  }

  private static void pass(Socket from, Socket to, Consumer<XmlElement> told) {
    try (from;
        to) {
      InputStream copying = new Copying(from.getInputStream(), to.getOutputStream());
      Framer framer = new Framer(copying);
      while (true) {
        switch (framer.next()) {
          case Incoming.Child(XmlElement element) -> told.accept(element);
          case Incoming.Header header -> {
            // Not part of a scenario.
          }
          case Incoming.End end -> {
            return;
          }
        }
      }
    } catch (IOException closed) {
      // The other side has gone.
    }
  }

  /// What is read has been written elsewhere before.
  private static final class Copying extends FilterInputStream {

    private final OutputStream copy;

    Copying(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      if (next >= 0) {
        copy.write(next);
      }
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        copy.write(bytes, offset, count);
        copy.flush();
      }
      return count;
    }
  }
}
