package im.fenghuo.pubsub;

import im.fenghuo.api.Jid;

/// An account, where everything belongs to its owner.
interface PersonalHost extends Host {

  @Override
  default NodeConfig usual() {
    return NodeConfig.PERSONAL;
  }

  @Override
  default boolean isOwnedBy(Jid entity) {
    return entity.equals(jid());
  }

  @Override
  default boolean mayCreate(Jid entity) {
    return isOwnedBy(entity);
  }
}
