package im.fenghuo.stream;

import im.fenghuo.account.SessionPort;
import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The stream's side of a session: what one stream leaves to another that resumes it (XEP-0198 §5).
/// Belongs to the loop of the stream that has it.
final class BoundSession {

  private final SessionPort port;
  private final Jid full;
  private final Outlet outlet;
  private final StreamServices services;
  private @Nullable StreamManagement management;
  private boolean isResumed;
  private long received;
  private long nonzas;

  /// Of those that may not be settled yet, which of all that was received they are.
  private @Nullable ArrayDeque<Long> unsettledNonzas;

  private @Nullable Runnable onTaken;

  /// @param outlet where the session speaks to its client
  BoundSession(SessionPort port, Outlet outlet, StreamServices services) {
    this.port = port;
    this.full = port.jid();
    this.outlet = outlet;
    this.services = services;
  }

  SessionPort port() {
    return port;
  }

  Jid full() {
    return full;
  }

  Outlet outlet() {
    return outlet;
  }

  /// How much the client has sent to the session: stanzas and others, as its port counts them.
  long received() {
    return received;
  }

  /// How many stanzas the client has sent.
  long stanzas() {
    return received - nonzas;
  }

  /// How many of them are settled.
  long settledStanzas() {
    long settled = port.settled();
    ArrayDeque<Long> unsettled = unsettledNonzas;
    if (unsettled == null) {
      return settled - nonzas;
    }
    while (!unsettled.isEmpty() && unsettled.getFirst() <= settled) {
      unsettled.poll();
    }
    long settledNonzas = nonzas - unsettled.size();
    if (unsettled.isEmpty()) {
      unsettledNonzas = null;
    }
    return settled - settledNonzas;
  }

  /// Null where the client has not enabled it.
  @Nullable StreamManagement management() {
    return management;
  }

  /// Whether the session waits for another stream when this one is lost.
  boolean isResumable() {
    return management != null && management.id() != null;
  }

  /// A stanza of the client.
  void stanza(Element stanza) {
    received++;
    port.stanza(stanza.withAttribute("from", full.toString()));
  }

  /// Another element of the client that is taken in order with the stanzas, and not counted as one
  /// (XEP-0360).
  void nonza(Element nonza) {
    long _ = settledStanzas(); // forgets what is settled
    received++;
    nonzas++;
    if (unsettledNonzas == null) {
      unsettledNonzas = new ArrayDeque<>(4);
    }
    unsettledNonzas.add(received);
    port.stanza(nonza);
  }

  /// Another stream carries it on.
  void setResumed() {
    isResumed = true;
  }

  /// RFC 6120 §8.1.2.1: the client may say its own bare or full JID. One that has resumed may not
  /// know its resource any more: Converse makes up another when its page is loaded again.
  boolean isOwn(String from) {
    if (from.equals(full.toString())) {
      return true;
    }
    try {
      Jid jid = Jid.parse(from);
      return jid.equals(full)
          || jid.equals(full.bare())
          || (isResumed && jid.bare().equals(full.bare()));
    } catch (InvalidJidException e) {
      return false;
    }
  }

  /// Has the work done when [#taken] is called next.
  void whenTaken(Runnable work) {
    onTaken = work;
  }

  /// Whether somebody waits for [#taken].
  boolean isAwaitingTaken() {
    return onTaken != null;
  }

  /// The client has taken nearly all that it was sent.
  void taken() {
    Runnable work = onTaken;
    onTaken = null;
    if (work != null) {
      work.run();
    }
  }

  /// Enables acknowledgements, and resumption if that is asked for.
  ///
  /// @return the answer
  Element enable(Element request) {
    if (management != null) {
      return StreamManagement.failed("unexpected-request", "acknowledgements are enabled already");
    }
    Duration limit = services.settings().timeToResume();
    String resume = request.attribute("resume");
    boolean isAsked = "true".equals(resume) || "1".equals(resume);
    String id = isAsked && !limit.isZero() ? services.newId() : null;
    management = new StreamManagement(id, stanzas());
    if (id != null) {
      services.resumptions().add(id, full.bare(), outlet);
    }
    port.confirmed(0);
    return management.enabled(limit);
  }

  /// What a client that is there answers (RFC 6120 §4.6.4); null where nothing is known to ask.
  @Nullable Element question() {
    if (management != null) {
      return StreamManagement.REQUEST;
    }
    Element payload = services.registry().liveness();
    return payload == null
        ? null
        : Element.of(Namespaces.CLIENT, "iq")
            .attribute("type", "get")
            .attribute("id", services.newId())
            .attribute("from", full.domainpart())
            .attribute("to", full.toString())
            .child(payload)
            .build();
  }

  /// The client is gone for good. Requests that it has not acknowledged are answered in its place
  /// (XEP-0198 §4); messages are the account's to deliver again.
  void end() {
    if (management != null) {
      if (management.id() != null) {
        services.resumptions().remove(management.id());
      }
      management.unacknowledged().forEach(each -> refuse(each.stanza()));
    }
    port.detach();
  }

  private void refuse(Element stanza) {
    if (!stanza.name().equals("iq") || stanza.attribute("from") == null) {
      return;
    }
    try {
      Iq iq = Iq.of(stanza);
      if (iq.type().isRequest()) {
        StanzaException gone = new StanzaException(Condition.SERVICE_UNAVAILABLE, "it has gone");
        port.stanza(iq.error(gone).element().withAttribute("from", full.toString()));
      }
    } catch (StanzaException e) {
      // Whoever has sent it does not wait for an answer that could be read.
    }
  }
}
