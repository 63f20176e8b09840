package im.fenghuo.pubsub;

import im.fenghuo.api.AccountPart.Owner;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import java.util.Collection;
import java.util.List;

/// An account that is on its way to another server or from one: nobody talks to it.
record StoredHost(Owner owner) implements PersonalHost {

  @Override
  public Jid jid() {
    return owner.jid();
  }

  @Override
  public Long account() {
    return owner.id();
  }

  @Override
  public boolean seesPresence(Jid entity) {
    return isOwnedBy(entity);
  }

  @Override
  public boolean isInGroup(Jid entity, Collection<String> groups) {
    return false;
  }

  @Override
  public List<Jid> listeners() {
    return List.of();
  }

  @Override
  public void send(Stanza stanza) {
    throw new IllegalStateException("nobody is told of what comes from another server");
  }
}
