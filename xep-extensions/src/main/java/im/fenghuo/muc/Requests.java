package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests to the room itself, answered by what was registered.
public final class Requests {

  private final Room room;
  private final EntityLane lane;

  /// What follows the answer to the request that is being handled; null while there is none.
  private @Nullable List<Runnable> following;

  Requests(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// Answers one.
  ///
  /// @throws StanzaException the error that is the answer
  void receive(Iq request) throws StanzaException {
    Registrations.Answering answering = room.registrations().request(request);
    if (answering == null) {
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "");
    }
    if (answering.isQuick()) {
      answer(answering.handler(), request);
    } else {
      lane.thenBlocking(() -> answer(answering.handler(), request));
    }
  }

  private void answer(RoomRegistrar.RoomIqHandler handler, Iq request) throws StanzaException {
    List<Runnable> then = new ArrayList<>();
    following = then;
    try {
      @Nullable Element result = handler.handle(room, request);
      lane.send(request.result(result));
    } finally {
      following = null;
      then.forEach(Runnable::run);
    }
  }

  /// Has something done after the request that is being handled was answered; at once where there
  /// is none.
  public void afterAnswer(Runnable work) {
    if (following == null) {
      work.run();
    } else {
      following.add(work);
    }
  }
}
