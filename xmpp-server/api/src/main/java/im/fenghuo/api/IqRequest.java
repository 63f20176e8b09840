package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// A request, and what is known of the one who asks.
public interface IqRequest {

  /// The request, stamped with the sender's full JID unless the sender has not authenticated.
  Iq iq();

  /// The child of the iq that says what is asked.
  default Element payload() {
    return iq().payload();
  }

  /// The account that is asked: for [Target#ACCOUNT] the addressee, for [Target#SERVER] and
  /// services the sender's.
  ///
  /// @throws IllegalStateException for [Target#STREAM], for a sender from elsewhere who asks the
  ///   server or a service, and for an addressee that does not exist
  Account account();

  /// The session that asks, when it is one of [#account()]; null for anybody else.
  @Nullable Session session();

  /// Whether the account asks itself: the request comes from one of its own sessions.
  default boolean isOwn() {
    return session() != null;
  }

  /// The session that asks, where only the account's own may.
  ///
  /// @param text what everybody else is told
  /// @throws StanzaException `forbidden` for everybody else
  default Session ownSession(String text) throws StanzaException {
    Session session = session();
    if (session == null) {
      throw new StanzaException(Condition.FORBIDDEN, text);
    }
    return session;
  }

  /// Whether the one who asks may know whether the account is there and online: one of its own
  /// sessions, or somebody who is subscribed to its presence.
  default boolean maySeePresence() {
    return isOwn() || account().roster().isSubscriber(iq().sender());
  }

  /// The client's network address, for [Target#STREAM]; "" otherwise.
  String address();

  /// The domain that the stream or the request is addressed to.
  String domain();
}
