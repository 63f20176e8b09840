package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Writes down, one line for each, what a stream says and does.
final class TestTransport implements Transport {

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile String session = "";

  /// The next line; waits for it.
  String next() throws InterruptedException {
    return lines.take();
  }

  /// Waits until this line comes.
  void await(String line) throws InterruptedException {
    while (!next().equals(line)) {}
  }

  /// The id of the session, once it is `enabled`.
  String session() {
    return session;
  }

  /// Writes down something else that happens.
  void note(String line) {
    lines.add(line);
  }

  /// Whether there is nothing more now.
  boolean isQuiet() {
    return lines.isEmpty();
  }

  @Override
  public String address() {
    return "192.0.2.1";
  }

  @Override
  public void open(String from, @Nullable String to, String id) {
    lines.add("open " + from);
  }

  @Override
  public void send(Element element) {
    String h = element.attribute("h");
    if (element.name().equals("enabled") && element.attribute("id") != null) {
      session = element.attribute("id");
    }
    lines.add(element.name() + (h == null ? "" : " " + h));
    Element error = element.child("jabber:client", "error");
    if (error != null) {
      lines.add(error.children().getFirst().name());
    }
  }

  @Override
  public void close(@Nullable StreamError error) {
    lines.add("close " + (error == null ? "" : error.condition().elementName()));
  }

  @Override
  public void pause() {
    lines.add("pause");
  }

  @Override
  public void resume() {
    lines.add("resume");
  }

  @Override
  public void authenticated(boolean restart) {
    lines.add("authenticated");
  }

  @Override
  public boolean isSecure() {
    return true;
  }

  @Override
  public boolean offersStartTls() {
    return false;
  }

  @Override
  public void startTls() {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable SSLSession tlsSession() {
    return null;
  }

  @Override
  public void whenWritten(Runnable work) {
    work.run();
  }

  @Override
  public boolean ping() {
    lines.add("ping");
    return true;
  }

  @Override
  public void checkTime(long now) {
    // Nothing is ever half read.
  }
}
