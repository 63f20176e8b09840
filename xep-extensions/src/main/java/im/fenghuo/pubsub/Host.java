package im.fenghuo.pubsub;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where nodes are: a service, or an account. Its methods do not block.
interface Host {

  /// Its address, which notifications come from.
  Jid jid();

  /// The account's key in the database; null for a service.
  @Nullable Long account();

  /// Whether it is an account (XEP-0163).
  default boolean isPersonal() {
    return account() != null;
  }

  /// How nodes are configured that nobody has configured.
  NodeConfig usual();

  /// Whether everything here belongs to that entity.
  boolean isOwnedBy(Jid entity);

  /// Whether that entity may make nodes.
  boolean mayCreate(Jid entity);

  /// Whether that entity sees the presence of the account.
  boolean seesPresence(Jid entity);

  /// Whether that entity is in one of these groups of the account's roster.
  boolean isInGroup(Jid entity, Collection<String> groups);

  /// Who hears of what is published without a subscription, as far as access models let them: the
  /// account itself and its contacts.
  List<Jid> listeners();

  /// Sends something on the host's behalf.
  void send(Stanza stanza);
}
