package im.fenghuo.entity;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.entity.Audience;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.entity.EntityArchive;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.registry.CoreRegistrar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A room with nothing but what a test needs: who sends presence is in, what is said there is
/// archived and goes to everybody, with the name that was sent presence to.
public final class Hall implements Entity {

  static final Target SERVICE = Target.service("hall");

  /// What the halls of a test share.
  public static final class Halls {
    public final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger keys = new AtomicInteger(1_000_000);
    public volatile Hook onMessage = (_, _) -> {};
    public volatile boolean isArchiving = true;
    volatile Loading onLoad = _ -> {};

    public void install(CoreRegistrar on) {
      on.identity(SERVICE, new Registrar.Identity("conference", "text", "Halls"));
      on.entities(
          SERVICE,
          (jid, lane) -> {
            onLoad.load(jid);
            events.add("load " + jid);
            return new Hall(this, jid, lane, lane.open(keys.getAndIncrement(), null));
          });
    }
  }

  /// What else is done with a message.
  public interface Hook {
    void received(Hall hall, Message message) throws StanzaException;
  }

  public interface Loading {
    void load(Jid jid) throws StanzaException;
  }

  final Halls halls;
  public final Jid jid;
  public final EntityLane lane;
  final EntityArchive archive;
  public final Audience audience;

  Hall(Halls halls, Jid jid, EntityLane lane, EntityArchive archive) {
    this.halls = halls;
    this.jid = jid;
    this.lane = lane;
    this.archive = archive;
    this.audience = lane.audience();
  }

  @Override
  public void receive(Stanza stanza) throws StanzaException {
    switch (stanza) {
      case Presence presence -> receive(presence);
      case Iq iq when iq.type().isRequest() -> lane.send(iq.result(null));
      case Message message when !message.isError() -> {
        halls.onMessage.received(this, message);
        if (halls.isArchiving) {
          archive.append(message, message.sender());
        }
        audience.send(message.withAddresses(jid, null));
      }
      default ->
          halls.events.add(stanza.element().name() + " " + stanza.element().attribute("type"));
    }
  }

  private void receive(Presence presence) throws StanzaException {
    if (presence.recipient().resourcepart().equals("refused")) {
      if (presence.type() == Presence.Type.UNAVAILABLE) {
        halls.events.add("left without having come");
      }
      throw new StanzaException(Condition.NOT_ALLOWED, "");
    }
    switch (presence.type()) {
      case AVAILABLE -> {
        audience.add(presence.sender());
        audience.send(presence.withAddresses(presence.to(), null));
      }
      case UNAVAILABLE -> {
        audience.send(presence.withAddresses(presence.to(), null));
        audience.remove(presence.sender());
        halls.events.add("left " + presence.sender());
      }
      default -> halls.events.add("presence " + presence.type());
    }
  }

  @Override
  public void lost(List<Jid> recipients) {
    halls.events.add("lost " + recipients);
  }

  @Override
  public boolean isIdle() {
    return audience.size() == 0;
  }

  @Override
  public void leave(Departure why) {
    halls.events.add("leave " + why);
    audience.send(Presence.of(Presence.Type.UNAVAILABLE, jid, jid).withAddresses(jid, null));
  }
}
