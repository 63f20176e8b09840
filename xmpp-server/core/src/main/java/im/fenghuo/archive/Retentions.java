package im.fenghuo.archive;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How long archives are kept that have no retention of their own.
///
/// @param usual where nothing else is said
/// @param ofDomains for the accounts of these domains
public record Retentions(Retention usual, Map<String, Retention> ofDomains) {

  /// Everything is kept.
  public static final Retentions FOREVER = new Retentions(Retention.FOREVER, Map.of());

  public Retentions {
    ofDomains = Map.copyOf(ofDomains);
  }

  /// The retention of a domain's accounts.
  public Retention of(String domain) {
    return ofDomains.getOrDefault(domain, usual);
  }

  /// All that may be wanted.
  Set<Retention> all() {
    Set<Retention> all = new HashSet<>(ofDomains.values());
    all.add(usual);
    return all;
  }
}
