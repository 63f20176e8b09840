package im.fenghuo.stream;

import java.util.ArrayDeque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The requests of one BOSH session in the order of their numbers (XEP-0124 §13 and §14): those
/// that came too early, those that wait for an answer, and the answers that may be asked for again.
final class BoshWindow {

  private static final int MAX_REPEATS = 10;

  private final int requests;
  private final TreeMap<Long, Request> early = new TreeMap<>();
  private final ArrayDeque<Request> held = new ArrayDeque<>();
  private final ArrayDeque<Answer> answers = new ArrayDeque<>();
  private long next;
  private int repeats;

  /// @param since when it came, as `System.nanoTime()`
  record Request(BoshBody body, BoshReply reply, long since) {
    long rid() {
      return body.rid();
    }
  }

  /// An answer that was given.
  static final class Answer {
    private final long rid;
    private final byte[] content;
    private final boolean mayBeRepeated;

    private Answer(long rid, byte[] content, boolean mayBeRepeated) {
      this.rid = rid;
      this.content = content;
      this.mayBeRepeated = mayBeRepeated;
    }

    byte[] content() {
      return content;
    }
  }

  /// What is to be done with a request that has come.
  sealed interface Arrival {}

  /// It waits for its turn.
  record Accepted() implements Arrival {}

  /// It has come before: this is its answer.
  record Again(Answer answer) implements Arrival {}

  /// It has come before and takes the place of this one, whose answer is still to come.
  record Instead(Request former) implements Arrival {}

  /// It ends the session, with this condition.
  record Refused(String condition) implements Arrival {}

  /// @param first the number of the session's first request
  /// @param requests how many may be under way
  BoshWindow(long first, int requests) {
    this.next = first;
    this.requests = requests;
  }

  /// A request has come.
  Arrival arrive(Request request) {
    long rid = request.rid();
    if (rid < next || early.containsKey(rid)) {
      return again(request);
    }
    boolean mayBeOneMore = request.body().pauses() || request.body().terminates();
    int most = requests + (mayBeOneMore ? 1 : 0);
    if (rid >= next + most) {
      return new Refused("item-not-found");
    }
    if (held.size() + early.size() >= most) {
      return new Refused("policy-violation");
    }
    repeats = 0;
    early.put(rid, request);
    return new Accepted();
  }

  private Arrival again(Request request) {
    long rid = request.rid();
    if (++repeats > MAX_REPEATS) {
      return new Refused("policy-violation");
    }
    Request former = early.get(rid);
    if (former != null) {
      early.put(rid, new Request(former.body(), request.reply(), former.since()));
      return new Instead(former);
    }
    for (int i = 0; i < held.size(); i++) {
      Request one = held.removeFirst();
      if (one.rid() == rid) {
        former = one;
        held.add(new Request(one.body(), request.reply(), one.since()));
      } else {
        held.add(one);
      }
    }
    if (former != null) {
      return new Instead(former);
    }
    for (Answer answer : answers) {
      if (answer.rid == rid && answer.mayBeRepeated) {
        return new Again(answer);
      }
    }
    return new Refused("item-not-found");
  }

  /// Takes the next request in order, if it is there.
  @Nullable Request poll() {
    Request request = early.remove(next);
    if (request != null) {
      next++;
    }
    return request;
  }

  /// The request waits for its answer from now on.
  void hold(Request request) {
    held.add(request);
  }

  /// The request that is to be answered next, or null.
  @Nullable Request oldest() {
    return held.peek();
  }

  /// How many wait for an answer.
  int held() {
    return held.size();
  }

  /// Whether none waits for an answer, nor came too early.
  boolean isEmpty() {
    return held.isEmpty() && early.isEmpty();
  }

  /// What an answer to the request acknowledges (XEP-0124 §9): null where that is the request.
  @Nullable Long acknowledged(Request request) {
    return next - 1 == request.rid() ? null : (Long) (next - 1);
  }

  /// The oldest has been answered.
  ///
  /// @param again whether it may be answered again
  void answered(byte[] content, boolean again) {
    Request request = held.remove();
    answers.add(new Answer(request.rid(), content, again));
    while (answers.size() > requests) {
      answers.remove();
    }
  }

  /// The client has all answers up to this one.
  void acknowledge(long rid) {
    while (!answers.isEmpty() && answers.peek().rid <= rid) {
      answers.remove();
    }
  }

  /// Takes the next of all that are here, answered in order when the session ends; null when there
  /// is none.
  @Nullable Request drain() {
    Request request = held.poll();
    if (request == null && !early.isEmpty()) {
      request = early.pollFirstEntry().getValue();
    }
    return request;
  }
}
