package im.fenghuo.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.xml.XmlElement;
import im.fenghuo.conformance.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/// Passes on what two sockets say to each other, and tells what it was: before it is passed on, so
/// that nobody hears of an answer before its question.
public final class Tap {

  private static final int PIECE = 8192;

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
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      Teller teller = new Teller(told);
      StanzaFramer cutter = new StanzaFramer();
      byte[] piece = new byte[PIECE];
      while (!teller.isClosed) {
        int count = in.read(piece);
        if (count < 0) {
          return;
        }
        cutter.feed(piece, count, teller);
        out.write(piece, 0, count);
        out.flush();
      }
    } catch (IOException closed) {
      // The other side has gone.
    }
  }

  /// Headers are not part of a scenario.
  private static final class Teller implements StanzaFramer.Sink {

    private final Consumer<XmlElement> told;
    private boolean isClosed;

    Teller(Consumer<XmlElement> told) {
      this.told = told;
    }

    @Override
    public void streamOpened(byte[] bytes, int start, int end) {}

    @Override
    public void stanza(byte[] bytes, int start, int end) {
      told.accept(XmlReader.readOne(new String(bytes, start, end - start, UTF_8)));
    }

    @Override
    public void streamClosed() {
      isClosed = true;
    }
  }
}
