package im.fenghuo.pubsub;

import im.fenghuo.api.Account;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Stanza;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// An account as a service of its own (XEP-0163).
record AccountHost(Account of) implements PersonalHost {

  @Override
  public Jid jid() {
    return of.jid();
  }

  @Override
  public Long account() {
    return of.id();
  }

  @Override
  public boolean seesPresence(Jid entity) {
    return isOwnedBy(entity) || of.roster().isSubscriber(entity);
  }

  @Override
  public boolean isInGroup(Jid entity, Collection<String> groups) {
    Roster.Item item = of.roster().item(entity);
    return item != null && item.groups().stream().anyMatch(groups::contains);
  }

  @Override
  public List<Jid> listeners() {
    List<Jid> listeners = new ArrayList<>();
    listeners.add(of.jid());
    for (Roster.Item item : of.roster().items()) {
      if (item.subscription().from()) {
        listeners.add(item.jid());
      }
    }
    return listeners;
  }

  @Override
  public void send(Stanza stanza) {
    of.route(stanza);
  }
}
