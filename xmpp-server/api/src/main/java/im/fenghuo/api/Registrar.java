package im.fenghuo.api;

import im.fenghuo.api.entity.EntityHost;
import im.fenghuo.api.web.WebHandler;
import im.fenghuo.api.web.WebLimits;
import im.fenghuo.api.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where an extension says what it does. Everything registered is data: it is listed, documented
/// and checked; what is registered twice stops the start.
public interface Registrar {

  /// Announces a feature of the server, of accounts or of a service in service discovery
  /// (XEP-0030).
  void feature(Target target, String namespace);

  /// Announces an identity in service discovery. The first one of a service makes it exist: it is
  /// among the items of the server, and its address is routed and served.
  void identity(Target target, Identity identity);

  /// Announces a data form in service discovery (XEP-0128).
  void form(Target target, Element form);

  /// Answers service discovery for nodes of a target (XEP-0030 §3.2).
  void nodes(Target target, NodeHandler handler);

  /// Offers an ad-hoc command (XEP-0050) of the server or of each account; who may run it, the
  /// command says.
  void command(Target target, Command command);

  /// Adds a feature to the stream features of RFC 6120 §4.3.2.
  ///
  /// @param stage whether it is offered before or after authentication
  /// @param feature the element for a domain, or null where there is none to offer; asked for each
  ///   stream
  void streamFeature(Stage stage, Function<String, @Nullable Element> feature);

  /// Answers a request; runs on a virtual thread in the sender's turn and may block. Not for
  /// [Target#NOBODY].
  void iq(Iq.Type type, Target target, String namespace, String name, IqHandler handler);

  /// Answers a request inline on the event loop: for handlers that never wait.
  void quickIq(Iq.Type type, Target target, String namespace, String name, IqHandler handler);

  /// Takes the messages to the server or a service; without a handler they get the error that RFC
  /// 6121 §8.5.1 wants. Such messages are in no archive.
  void message(Target target, MessageHandler handler);

  /// Has whatever is addressed to JIDs with a localpart of a service's address received by
  /// entities, each of which lives on one node. The service itself is what is registered for it
  /// otherwise.
  void entities(Target service, EntityHost host);

  /// Sees each message that a session of a local account sends.
  void messageSent(Phase phase, Hook<Message> hook);

  /// Sees each message that a local account receives.
  void messageReceived(Phase phase, Hook<Message> hook);

  /// Sees each presence that a session of a local account sends; in [Phase#CHECK] also the copy for
  /// each contact, when it is broadcast.
  void presenceSent(Phase phase, Hook<Presence> hook);

  /// Sees each presence that a local account receives.
  void presenceReceived(Phase phase, Hook<Presence> hook);

  /// Sees each iq that a session of a local account sends.
  void iqSent(Phase phase, Hook<Iq> hook);

  /// Sees each iq that a local account or one of its sessions receives from somebody else.
  void iqReceived(Phase phase, Hook<Iq> hook);

  /// Has a say in what the archives keep. The first answer that is not null counts; without any, a
  /// message of type chat or normal is kept when it has a child that is not named by [#ephemeral].
  void archiving(Function<Message, @Nullable Boolean> rule);

  /// Has a say in what an account's own archive keeps of what it exchanges with a JID: all rules
  /// must agree. What nobody is there to take is kept all the same, and so is what takes back other
  /// messages. Asked inline, on the account's loop.
  void keeping(BiPredicate<Account, Jid> rule);

  /// Has a say in what is something to read: what counts as unread and is shown as the last message
  /// of a conversation. A message that one rule denies is not; without any answer, one that has a
  /// body is.
  void readable(Function<Message, @Nullable Boolean> rule);

  /// Says what a message refers to that lives as long as a message does, such as uploaded files.
  ///
  /// @param rule names without line breaks, such as URLs; mostly none
  void references(Function<Message, List<String>> rule);

  /// Hears when the last message of all archives has gone that referred to something.
  void released(ReleaseListener listener);

  /// Says which messages take an earlier one back.
  void retracting(RetractionRule rule);

  /// Says which earlier message of the same sender a message belongs to, such as the one that it
  /// corrects: whoever retracts that one retracts both.
  ///
  /// @param rule the earlier message's id, or null
  void amending(Function<Message, @Nullable String> rule);

  /// Names children of messages that say nothing lasting, such as chat states.
  void ephemeral(String namespace);

  /// Loads a state of the extension with each account that comes into use; [Account#get] reads it.
  <T> void accountState(Account.Key<T> key, Account.Loader<T> loader);

  /// Offers something that a client may ask for together with its resource, in the same round trip
  /// (XEP-0386).
  ///
  /// @param namespace of the request, as announced in `<inline/>`
  void bindFeature(String namespace, BindHandler handler);

  /// Answers something that a client may ask together with its resource, in the same round trip
  /// (XEP-0386).
  ///
  /// @param namespace of the request, as announced in `<inline/>`
  void bindQuery(String namespace, BindQuery query);

  /// Says something of the account to each client that binds its resource together with signing in
  /// (XEP-0386), whether it asks for it or not.
  void bound(BoundHandler handler);

  /// Takes a first-level element that is no stanza (XEP-0360) from clients whose resource is bound,
  /// in order with their stanzas and inline on the account's loop. XEP-0198 does not count it.
  void nonza(String namespace, String name, NonzaHandler handler);

  /// Says which stanzas may wait while a session holds back ([Session#holdBack]).
  void holding(HoldRule rule);

  /// Gives the request that the server sends to a client that has been silent for long (RFC 6120
  /// §4.6.4). Whatever a client answers, it is there.
  ///
  /// @param payload of an iq of type get; the first that is registered is used
  void liveness(Element payload);

  /// Is told when a session has become available or unavailable, inline on the account's loop.
  void availability(AvailabilityListener listener);

  /// Is told when a session is bound or gone, inline on the account's loop.
  void sessions(SessionListener listener);

  /// Takes part in the export and import of accounts (XEP-0227).
  void accountPart(AccountPart part);

  /// Declares the extension's tables: numbered SQL resources beside the extension's class, applied
  /// in order and once. A table of account data refers to `account(id)` with `on delete cascade`,
  /// so that an account's removal removes it.
  void schema(Class<?> owner, List<String> resources);

  /// Answers the requests to a path of the server's HTTP and HTTPS ports; runs on a virtual thread
  /// of its own and may block.
  ///
  /// @param path with all that follows it, as in `/upload/`
  void web(String path, WebLimits limits, WebHandler handler);

  /// Serves a TCP port beside those for clients, at the address that they are at.
  ///
  /// @param connections how many there may be at a time; one more is closed
  /// @param connectionsPerAddress how many of these from one network address
  void tcp(int port, int connections, int connectionsPerAddress, SocketHandler handler);

  /// Has something done again and again while the server runs, on each node: on a virtual thread,
  /// where it may block. The next time comes a period after it has returned.
  void every(Duration period, Runnable work);

  /// When a stream feature is offered.
  enum Stage {
    BEFORE_AUTHENTICATION,
    AFTER_AUTHENTICATION
  }

  /// An identity of XEP-0030 §3.
  record Identity(String category, String type, String name) {}

  /// Hears of sessions that come and go as contacts see them.
  @FunctionalInterface
  interface AvailabilityListener {
    /// After initial presence, a change of presence, or unavailable presence was handled.
    ///
    /// @param before the presence until now, null if it was unavailable
    void changed(Session session, @Nullable Presence before);
  }

  /// Hears of sessions that come and go.
  interface SessionListener {
    /// A resource was bound.
    void bound(Session session);

    /// The session is gone; its last available presence is still there to read.
    void gone(Session session);

    /// Its client was gone and is there again (XEP-0198 §5).
    default void resumed(Session session) {}
  }
}
