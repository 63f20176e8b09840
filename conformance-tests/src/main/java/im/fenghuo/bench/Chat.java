package im.fenghuo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The users of a run talking in pairs, both ways.
final class Chat {

  private final Run run;
  private final Conversation conversation;
  private final List<ChatUser> users = new ArrayList<>();
  private final List<Pacer> pacers = new ArrayList<>();

  /// Pairs the first account with the second, the third with the fourth, and so on.
  ///
  /// @param fullJids whether messages go to the partner's resource instead of to its account
  Chat(Run run, List<ClientStream> streams, int bodySize, boolean fullJids) {
    this.run = run;
    this.conversation =
        new Conversation(run.meter(), ThreadLocalRandom.current().nextInt(1 << 30), bodySize);
    for (Account account : run.accounts()) {
      Account partner = run.accounts().get(account.number() ^ 1);
      String jid =
          partner.user()
              + "@"
              + run.target().domain()
              + (fullJids ? "/" + run.target().resource() : "");
      users.add(new ChatUser(conversation, account, streams.get(account.number()), jid));
    }
    for (ChatUser user : users) {
      user.meets(users.get(user.account().number() ^ 1));
    }
  }

  static void requireEven(int users) {
    if (users % 2 != 0) {
      throw new IllegalArgumentException("users talk in pairs: --users must be even, not " + users);
    }
  }

  Conversation conversation() {
    return conversation;
  }

  List<ChatUser> users() {
    return users;
  }

  /// From now on the users read their streams. Blocks until all do.
  void listen() throws InterruptedException {
    for (ChatUser user : users) {
      user.stream().eventLoop().execute(() -> user.stream().readBy(user));
    }
    run.clients().onEach(() -> {});
  }

  /// Every user keeps `window` messages under way.
  void startClosedLoop(int window) {
    conversation.closedLoop(true);
    for (ChatUser user : users) {
      user.stream()
          .eventLoop()
          .execute(() -> {
            for (int i = 0; i < window && i < conversation.limit(); i++) {
              user.send(System.nanoTime());
            }
          });
    }
  }

  /// All users together send so many messages a second, whatever comes back.
  void startOpenLoop(double perSecond) {
    for (ClientLoop loop : run.clients().loops()) {
      List<ChatUser> here =
          users.stream().filter(user -> run.clients().loopOf(user.account()) == loop).toList();
      if (!here.isEmpty()) {
        Pacer pacer = new Pacer(loop.eventLoop(), here, perSecond * here.size() / users.size());
        pacers.add(pacer);
        pacer.start();
      }
    }
  }

  /// Nobody sends any more. Blocks until every loop knows.
  void stop() throws InterruptedException {
    conversation.closedLoop(false);
    pacers.forEach(Pacer::stop);
    run.clients().onEach(() -> {});
  }

  /// What arrived of what was sent; exact once nobody sends and every loop has been waited for.
  Tally tally() throws InterruptedException {
    run.clients().onEach(() -> {}); // makes what the loops wrote visible here
    long sent = 0;
    long received = 0;
    long duplicates = 0;
    long reordered = 0;
    for (ChatUser user : users) {
      sent += user.sent();
      received += user.received().distinct();
      duplicates += user.received().duplicates();
      reordered += user.received().reordered();
    }
    return new Tally(sent, received, duplicates, reordered);
  }

  /// @param received each message once, however often it came
  record Tally(long sent, long received, long duplicated, long reordered) {
    long lost() {
      return sent - received;
    }

    boolean isPerfect() {
      return lost() == 0 && duplicated == 0 && reordered == 0;
    }
  }
}
