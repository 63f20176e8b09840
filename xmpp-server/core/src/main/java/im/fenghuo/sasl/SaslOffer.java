package im.fenghuo.sasl;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one stream was offered, and what is known about its connection: the conditions under which
/// a negotiation takes place.
///
/// @param domain the domain that the stream was opened to, prepared
/// @param account the localpart that the client gave in the stream's `from`, prepared, or null
/// @param address the client's network address, for counting failed attempts; empty for none
/// @param mechanisms what was offered in the profile (SASL or SASL2) that is used
/// @param tokenMechanisms what was offered inside `<fast/>`
/// @param bindings the channel bindings that were announced (XEP-0440), with their data
public record SaslOffer(
    String domain,
    @Nullable String account,
    String address,
    List<SaslMechanism> mechanisms,
    List<SaslMechanism> tokenMechanisms,
    Map<ChannelBinding, Octets> bindings) {

  public SaslOffer {
    mechanisms = List.copyOf(mechanisms);
    tokenMechanisms = List.copyOf(tokenMechanisms);
    bindings = Map.copyOf(bindings);
  }

  /// The announced channel binding types, the strongest first.
  public List<ChannelBinding> bindingTypes() {
    return bindings.keySet().stream().sorted().toList();
  }

  /// The string that XEP-0474 §4.1 hashes: what the client must have seen.
  String downgradeProtection() {
    // Java compares ASCII strings as i;octet does.
    String names = joined(mechanisms.stream().map(SaslMechanism::text).toList());
    if (bindings.isEmpty()) {
      return names;
    }
    return names
        + '\u001f'
        + joined(bindings.keySet().stream().map(ChannelBinding::prefix).toList());
  }

  private static String joined(List<String> names) {
    return String.join("\u001e", names.stream().sorted(Comparator.naturalOrder()).toList());
  }
}
