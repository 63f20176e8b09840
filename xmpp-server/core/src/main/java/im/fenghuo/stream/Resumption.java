package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.lane.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A new stream carries on with the session of one that was lost (XEP-0198 §5).
final class Resumption {

  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private static final StreamError BEHIND =
      new StreamError(StreamErrorCondition.RESOURCE_CONSTRAINT, "the storage does not answer");

  private static final StreamError OUTRUN =
      new StreamError(StreamErrorCondition.CONFLICT, "another stream resumes this session");

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ClientStream stream;
  private final StreamServices services;

  /// @param stream the new one
  Resumption(ClientStream stream, StreamServices services) {
    this.stream = stream;
    this.services = services;
  }

  /// Finds the session and moves it to the new stream. Blocks until all that came on the former one
  /// is durable, so that nothing is sent again that will be there.
  ///
  /// @param account whose session it must be
  /// @param announce tells the client its full JID and `<resumed/>`; on the stream's loop
  /// @return what the client is told if nothing can be resumed; null if it has been
  @Nullable Element resume(Element request, Jid account, BiConsumer<Jid, Element> announce) {
    String id = request.attribute("previd");
    Long h = StreamManagement.h(request);
    if (id == null || h == null) {
      return StreamManagement.failed("bad-request", "<resume/> needs 'previd' and 'h'");
    }
    BoundSession former;
    try {
      former = take(id, account);
    } catch (StanzaException e) {
      stream.close(OUTRUN);
      return null;
    }
    StreamManagement management = former == null ? null : former.management();
    if (former == null || management == null) {
      return StreamManagement.failed("item-not-found", "this session is over; bind a resource");
    }
    Wait wait = settle(former);
    stream
        .loop()
        .execute(() -> {
          if (wait == Wait.IN_VAIN) {
            stream.lost(BEHIND); // and so the session waits for the next one
          }
          Element resumed =
              management.handled("resumed", former.stanzas()).attribute("previd", id).build();
          stream.resumed(former, management, h, () -> announce.accept(former.full(), resumed));
          former.outlet().arrived();
        });
    return null;
  }

  /// @throws StanzaException `conflict` when another stream resumes the session instead
  private @Nullable BoundSession take(String id, Jid account) throws StanzaException {
    Outlet outlet = services.resumptions().find(id, account);
    if (outlet == null) {
      return null;
    }
    Answer<Optional<BoundSession>> estate = new Answer<>();
    outlet.resume(stream, estate);
    return estate.await().orElse(null);
  }

  /// How the wait for what is not settled has ended.
  private enum Wait {
    SETTLED,
    IN_VAIN,
    /// The session has ended meanwhile, and its streams with it.
    OVER
  }

  private static Wait settle(BoundSession former) {
    Answer<Wait> wait = new Answer<>();
    former.outlet().whenOver(() -> wait.say(Wait.OVER));
    former.port().whenSettled(former.received(), () -> wait.say(Wait.SETTLED));
    try {
      return wait.await(LIMIT);
    } catch (StanzaException e) {
      LOG.warn("{} cannot be resumed: storage does not answer", former.full());
      return Wait.IN_VAIN;
    }
  }
}
