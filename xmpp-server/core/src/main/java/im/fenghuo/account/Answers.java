package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a stanza that is handled by whoever has registered for it: exactly one answer,
/// whatever happens.
public final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /// What an iq handler answers. Blocks if the handler does.
  public static Element to(IqRequest request, Registry.Handler handler) {
    Iq iq = request.iq();
    try {
      return iq.result(handler.handler().handle(request)).element();
    } catch (StanzaException e) {
      return iq.error(e).element();
    } catch (RuntimeException e) {
      return iq.error(failure(iq.payload().name(), iq, e)).element();
    }
  }

  /// What a step is answered that has failed, which is logged.
  public static StanzaException failure(String what, Stanza stanza, RuntimeException e) {
    if (e instanceof DbException) {
      LOG.warn("Storage failed {} of {}: {}", what, stanza.from(), e.toString());
      return new StanzaException(Condition.RESOURCE_CONSTRAINT, "the storage does not answer");
    }
    LOG.error("Handling {} of {} failed", what, stanza.from(), e);
    return new StanzaException(Condition.INTERNAL_SERVER_ERROR, "the server failed here");
  }

  /// An iq that the server has made.
  public static Iq readable(Element result) {
    try {
      return Iq.of(result);
    } catch (StanzaException e) {
      throw new IllegalStateException("the server made an iq that it cannot read", e);
    }
  }
}
