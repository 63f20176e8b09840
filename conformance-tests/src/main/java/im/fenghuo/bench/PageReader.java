package im.fenghuo.bench;

/// Asks for the last page of one archive again and again, and checks each page: size, order, and
/// that it is the last.
final class PageReader implements ClientStream.Reader {

  private final Conversation conversation;
  private final ChatUser user;
  private final int max;
  private final int expected;
  private volatile boolean stopped;
  private volatile boolean waiting;
  private int query;
  private long asked;
  private int onPage;
  private boolean wrong;
  private long lastOwn;
  private long lastPartners;

  PageReader(Conversation conversation, ChatUser user, int max, int expected) {
    this.conversation = conversation;
    this.user = user;
    this.max = max;
    this.expected = expected;
  }

  void start() {
    waiting = true;
    user.stream()
        .eventLoop()
        .execute(() -> {
          user.stream().readBy(this);
          ask();
        });
  }

  void stop() {
    stopped = true;
  }

  boolean isIdle() {
    return !waiting;
  }

  private void ask() {
    query++;
    onPage = 0;
    wrong = false;
    lastOwn = -1;
    lastPartners = -1;
    asked = System.nanoTime();
    user.stream().send(ArchiveQuery.lastPage("page" + query, max));
  }

  @Override
  public void received(ClientStream stream, Stanza stanza) {
    if (stanza.is("message") && stanza.contains("<result")) {
      archived(stanza);
    } else if (stanza.is("iq") && stanza.attributeIs("id", "page" + query)) {
      pageEnded(stanza);
    }
  }

  private void archived(Stanza result) {
    onPage++;
    int body = result.textAt("body");
    Numbers numbers = new Numbers(result.bytes(), Math.max(body, 0), result.end());
    if (body < 0 || !numbers.skip('c') || numbers.next() != conversation.run()) {
      wrong = true;
      return;
    }
    boolean own = numbers.next() == user.account().number();
    long number = numbers.next();
    wrong |= number <= (own ? lastOwn : lastPartners);
    if (own) {
      lastOwn = number;
    } else {
      lastPartners = number;
    }
  }

  private void pageEnded(Stanza iq) {
    long newest = Math.max(lastOwn, lastPartners);
    if (!iq.attributeIs("type", "result")) {
      conversation.meter().error(user.account().user() + " asked: " + iq.excerpt());
    } else if (wrong || onPage != expected || newest != conversation.limit() - 1) {
      conversation
          .meter()
          .error(
              "a wrong page for "
                  + user.account().user()
                  + ": "
                  + onPage
                  + " of "
                  + expected
                  + " messages, the newest number "
                  + newest
                  + (wrong ? ", out of order or not this run's" : ""));
    } else {
      conversation.meter().unit(System.nanoTime() - asked);
    }
    if (stopped) {
      waiting = false;
    } else {
      ask();
    }
  }

  @Override
  public void closed(ClientStream stream, String reason) {
    waiting = false;
    if (!reason.isEmpty()) {
      conversation.meter().error(user.account().user() + ": " + reason);
    }
  }
}
