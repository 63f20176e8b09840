package im.fenghuo.pubsub;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Services;
import im.fenghuo.api.Stanza;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service of the server. Whoever has an account here may make nodes.
record ServiceHost(Jid jid, Services services) implements Host {

  @Override
  public @Nullable Long account() {
    return null;
  }

  @Override
  public NodeConfig usual() {
    return NodeConfig.USUAL;
  }

  @Override
  public boolean isOwnedBy(Jid entity) {
    return services.directory().admins().contains(entity);
  }

  @Override
  public boolean mayCreate(Jid entity) {
    return !entity.localpart().isEmpty()
        && services.directory().domains().contains(entity.domainpart());
  }

  @Override
  public boolean seesPresence(Jid entity) {
    return false;
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
    services.route(stanza);
  }
}
