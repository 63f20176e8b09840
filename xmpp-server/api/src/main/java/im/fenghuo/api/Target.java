package im.fenghuo.api;

/// Whom a request is addressed to.
///
/// @param kind what sort of addressee
/// @param label of a service: the first label of its address, such as `pubsub`; "" of all others
public record Target(Kind kind, String label) {

  /// The stream itself, before its client has authenticated.
  public static final Target STREAM = new Target(Kind.STREAM, "");

  /// The server: `to` is one of its domains.
  public static final Target SERVER = new Target(Kind.SERVER, "");

  /// An account: `to` is a bare JID, or absent, which means the sender's own (RFC 6120 §10.3.3).
  public static final Target ACCOUNT = new Target(Kind.ACCOUNT, "");

  /// An account that does not exist: `to` is a bare JID of a domain served here. For the few
  /// requests whose answer must not tell; all others get `service-unavailable` (RFC 6121 §8.5.1).
  public static final Target NOBODY = new Target(Kind.NOBODY, "");

  /// Every service: what is registered for it holds for each that there is, unless the service has
  /// registered the same for itself.
  public static final Target EVERY_SERVICE = new Target(Kind.EVERY_SERVICE, "");

  /// The sorts of addressee.
  public enum Kind {
    STREAM,
    SERVER,
    ACCOUNT,
    NOBODY,
    EVERY_SERVICE,
    SERVICE
  }

  /// A service: `to` is its address, the label before each of the served domains, as in
  /// `pubsub.example.org`. It exists once an identity is registered for it.
  public static Target service(String label) {
    if (!label.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("not the first label of a domain: " + label);
    }
    return new Target(Kind.SERVICE, label);
  }

  /// The address of a service of that domain.
  public String address(String domain) {
    if (kind != Kind.SERVICE) {
      throw new IllegalStateException(kind + " is no service");
    }
    return label + "." + domain;
  }
}
