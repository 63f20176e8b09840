package im.fenghuo.bench;

import java.util.List;

/// Asks for the last page of one archive, or of what is found in it, again and again.
final class HistoryReader implements ClientStream.Reader {

  private final Meter meter;
  private final ClientStream stream;
  private final List<String> texts;
  private final int max;
  private volatile boolean stopped;
  private volatile boolean waiting;
  private volatile long messages;
  private volatile long pages;
  private int onPage;
  private long asked;

  /// @param texts what is searched for, one after the other; "" for all there is
  HistoryReader(Meter meter, ClientStream stream, List<String> texts, int max) {
    this.meter = meter;
    this.stream = stream;
    this.texts = texts;
    this.max = max;
  }

  void start() {
    waiting = true;
    stream
        .eventLoop()
        .execute(() -> {
          stream.readBy(this);
          ask();
        });
  }

  void stop() {
    stopped = true;
  }

  boolean isIdle() {
    return !waiting;
  }

  /// How many messages came on all pages.
  long messages() {
    return messages;
  }

  long pages() {
    return pages;
  }

  private void ask() {
    onPage = 0;
    asked = System.nanoTime();
    String text = texts.get((int) (pages % texts.size()));
    stream.send(ArchiveQuery.lastPage("page" + pages, max, text));
  }

  @Override
  public void received(ClientStream from, Stanza stanza) {
    if (stanza.is("message") && stanza.contains("<result")) {
      onPage++;
    } else if (stanza.is("iq") && stanza.attributeIs("id", "page" + pages)) {
      pageEnded(stanza);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by its event loop alone
  private void pageEnded(Stanza iq) {
    if (iq.attributeIs("type", "result")) {
      meter.unit(System.nanoTime() - asked);
      messages += onPage;
    } else {
      meter.error("instead of a page: " + iq.excerpt());
    }
    pages++;
    if (stopped) {
      waiting = false;
    } else {
      ask();
    }
  }

  @Override
  public void closed(ClientStream from, String reason) {
    waiting = false;
    if (!reason.isEmpty()) {
      meter.error(reason);
    }
  }
}
