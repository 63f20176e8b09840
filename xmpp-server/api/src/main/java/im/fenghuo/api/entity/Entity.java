package im.fenghuo.api.entity;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import java.util.List;

/// An entity behind the address of a service, such as `room@muc.example.org`: it lives on the one
/// node that owns its JID, as long as somebody needs it.
///
/// All that is called here is a quick step of its [EntityLane]: inline on an event loop, it may not
/// wait. Steps run strictly one after the other, so an entity needs no lock and its fields are
/// plain, even where a step goes on blocking.
public interface Entity {

  /// Takes a stanza that is addressed to it, with or without a resource. An iq of type get or set
  /// is answered by [EntityLane#send], now or in a later step.
  ///
  /// The sender hears that the stanza is handled (XEP-0198) when the steps that follow from it are
  /// done and what they have archived is durable.
  ///
  /// @param stanza has `from` and `to`; its `from` is true
  /// @throws StanzaException what the sender gets
  void receive(Stanza stanza) throws StanzaException;

  /// Recipients of its audience are not there any more, and have not said so themselves: their
  /// session has gone, or the node that had it.
  ///
  /// @param recipients full JIDs, which the audience has forgotten already
  void lost(List<Jid> recipients);

  /// Whether nothing needs it in memory. Asked now and then.
  boolean isIdle();

  /// It is about to leave the memory of this node, and may say a last word. Afterwards no step of
  /// it runs.
  void leave(Departure why);

  /// Why an entity leaves.
  enum Departure {
    /// Nothing needs it.
    IDLE,
    /// From now on it lives on another node, which makes it anew from storage.
    MOVED,
    /// The server stops.
    STOPPED
  }
}
