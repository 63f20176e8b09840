package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;

/// Who may do what with a node (XEP-0060 §4.1, §4.5, §6.1.3, §6.5.9).
final class Access {

  private Access() {}

  /// Whether an entity may subscribe. Blocks.
  ///
  /// @return whether an owner has to allow it first
  /// @throws StanzaException why it may not
  static boolean subscribe(Db db, Host host, Node node, Jid entity) throws StanzaException {
    Affiliation affiliation = AffiliationTable.of(db, host, node, entity);
    if (affiliation == Affiliation.OUTCAST || affiliation == Affiliation.PUBLISH_ONLY) {
      throw Errors.forbidden("you may not listen to this node");
    }
    if (affiliation.reads()) {
      return false;
    }
    if (node.config().accessModel().equals("authorize")) {
      return true;
    }
    check(host, node, entity);
    return false;
  }

  /// Whether an entity may read the items. Blocks.
  ///
  /// @throws StanzaException why it may not
  static void read(Db db, Host host, Node node, Jid entity) throws StanzaException {
    Affiliation affiliation = AffiliationTable.of(db, host, node, entity);
    if (affiliation == Affiliation.OUTCAST || affiliation == Affiliation.PUBLISH_ONLY) {
      throw Errors.forbidden("you may not read this node");
    }
    if (affiliation.reads()) {
      return;
    }
    if (!node.config().accessModel().equals("authorize")) {
      check(host, node, entity);
    } else if (!SubscriptionTable.isSubscribed(db, node, entity)) {
      throw Errors.of(Condition.NOT_AUTHORIZED, "not-subscribed", "subscribe first");
    }
  }

  /// Whether somebody without affiliation hears what is published in an account without a
  /// subscription.
  static boolean listens(Host host, Node node, Jid entity) {
    return switch (node.config().accessModel()) {
      case "open", "presence" -> host.seesPresence(entity);
      case "roster" -> isInGroup(host, node, entity);
      default -> host.isOwnedBy(entity);
    };
  }

  private static boolean isInGroup(Host host, Node node, Jid entity) {
    return host.isOwnedBy(entity)
        || (host.seesPresence(entity)
            && host.isInGroup(entity, node.config().values(ConfigField.ROSTER_GROUPS_ALLOWED)));
  }

  private static void check(Host host, Node node, Jid entity) throws StanzaException {
    switch (node.config().accessModel()) {
      case "open" -> {}
      case "presence" -> {
        if (!host.seesPresence(entity)) {
          throw Errors.of(
              Condition.NOT_AUTHORIZED,
              "presence-subscription-required",
              "for those who may see the owner's presence");
        }
      }
      case "roster" -> {
        if (!isInGroup(host, node, entity)) {
          throw Errors.of(
              Condition.NOT_AUTHORIZED,
              "not-in-roster-group",
              "for those in some groups of the owner's roster");
        }
      }
      default ->
          throw Errors.of(Condition.NOT_ALLOWED, "closed-node", "for those whom the owner lists");
    }
  }

  /// Whether an entity may publish. Blocks.
  ///
  /// @throws StanzaException `forbidden`
  static void publish(Db db, Host host, Node node, Jid entity) throws StanzaException {
    Affiliation affiliation = AffiliationTable.of(db, host, node, entity);
    boolean may =
        switch (node.config().value(ConfigField.PUBLISH_MODEL)) {
          case "open" -> affiliation != Affiliation.OUTCAST;
          case "subscribers" ->
              affiliation.publishes()
                  || (affiliation != Affiliation.OUTCAST
                      && SubscriptionTable.isSubscribed(db, node, entity));
          default -> affiliation.publishes();
        };
    if (!may) {
      throw Errors.forbidden("you may not publish here");
    }
  }

  /// Whether an entity owns the node. Blocks.
  ///
  /// @throws StanzaException `forbidden`
  static void own(Db db, Host host, Node node, Jid entity) throws StanzaException {
    if (AffiliationTable.of(db, host, node, entity) != Affiliation.OWNER) {
      throw Errors.forbidden("only an owner of the node may do that");
    }
  }
}
