package im.fenghuo.api;

import org.jspecify.annotations.Nullable;

/// An XMPP address (RFC 7622), always in its normal form, so that equal means the same entity.
///
/// One string and two positions: parsing an address that is plain ASCII and already normal makes no
/// copy. Parts are cut out when asked for; for the common question use [#isAtDomain].
public final class Jid implements Comparable<Jid> {

  private final String string;

  /// Where the localpart ends; -1 without one.
  private final int at;

  /// Where the domainpart ends.
  private final int slash;

  /// Made when first asked for. Two threads may both make it: either will do.
  private @Nullable Jid bare;

  private Jid(String string, int at, int slash) {
    this.string = string;
    this.at = at;
    this.slash = slash;
  }

  /// Parses and normalises.
  ///
  /// @throws InvalidJidException where RFC 7622 knows no such address
  public static Jid parse(String string) {
    int slash = string.indexOf('/');
    int end = slash < 0 ? string.length() : slash;
    int at = string.indexOf('@', 0, end);
    if (JidRules.isNormal(string, at, end)) {
      return new Jid(string, at, end);
    }
    if (at == 0 || end == string.length() - 1) {
      throw new InvalidJidException("empty localpart or resourcepart: " + JidRules.shown(string));
    }
    return of(
        at < 0 ? "" : string.substring(0, at),
        string.substring(at + 1, end),
        slash < 0 ? "" : string.substring(slash + 1));
  }

  /// Puts an address together and normalises its parts; "" stands for a part that is absent.
  ///
  /// @throws InvalidJidException where RFC 7622 knows no such address
  public static Jid of(String localpart, String domainpart, String resourcepart) {
    String local = localpart.isEmpty() ? "" : JidRules.localpart(localpart);
    String domain = JidRules.domainpart(domainpart);
    String resource = resourcepart.isEmpty() ? "" : JidRules.resourcepart(resourcepart);
    int at = local.isEmpty() ? -1 : local.length();
    int slash = at + 1 + domain.length();
    String string = local.isEmpty() ? domain : local + '@' + domain;
    return new Jid(resource.isEmpty() ? string : string + '/' + resource, at, slash);
  }

  /// The part before the `@`, or "".
  public String localpart() {
    return at < 0 ? "" : string.substring(0, at);
  }

  public String domainpart() {
    return string.substring(at + 1, slash);
  }

  /// The part after the first `/`, or "".
  public String resourcepart() {
    return isFull() ? string.substring(slash + 1) : "";
  }

  /// Whether there is no resourcepart: `local@domain`, or a domain alone.
  public boolean isBare() {
    return slash == string.length();
  }

  /// Whether there is a resourcepart.
  public boolean isFull() {
    return slash < string.length();
  }

  /// Whether it is a domain and nothing else.
  public boolean isDomain() {
    return at < 0 && isBare();
  }

  public boolean hasLocalpart() {
    return at >= 0;
  }

  /// Whether the domainpart is this one, which must be in normal form. Allocates nothing.
  public boolean isAtDomain(String domainpart) {
    return domainpart.length() == slash - at - 1 && string.startsWith(domainpart, at + 1);
  }

  /// This address without its resourcepart.
  public Jid bare() {
    if (isBare()) {
      return this;
    }
    Jid known = bare;
    if (known == null) {
      known = new Jid(string.substring(0, slash), at, slash);
      bare = known;
    }
    return known;
  }

  /// The domain alone.
  public Jid domain() {
    return isDomain() ? this : new Jid(domainpart(), -1, slash - at - 1);
  }

  /// This address with another resourcepart; "" removes it.
  ///
  /// @throws InvalidJidException when it cannot be a resourcepart
  public Jid withResource(String resourcepart) {
    if (resourcepart.isEmpty()) {
      return bare();
    }
    String before = isBare() ? string : string.substring(0, slash);
    return new Jid(before + '/' + JidRules.resourcepart(resourcepart), at, slash);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Jid jid && string.equals(jid.string));
  }

  /// The hash of the string, which the string remembers.
  @Override
  public int hashCode() {
    return string.hashCode();
  }

  @Override
  public int compareTo(Jid other) {
    return string.compareTo(other.string);
  }

  /// The address in normal form.
  @Override
  public String toString() {
    return string;
  }
}
