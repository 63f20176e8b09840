package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.ChannelBinding;
import im.fenghuo.sasl.SaslMechanism;
import im.fenghuo.sasl.ScramUpgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What is offered on a connection of one kind, made once for all connections of that kind.
///
/// @param mechanisms those of both profiles, the strongest first
/// @param tokens those for tokens; empty where the second profile is not offered
/// @param elements the stream features that say so
record SaslFeatures(
    List<SaslMechanism> mechanisms, List<SaslMechanism> tokens, List<Element> elements) {

  private static final String CHANNEL_BINDING = "urn:xmpp:sasl-cb:0";

  /// @param isProtected whether passwords and tokens may be sent; else only SCRAM is offered, and
  ///   only in the first profile (XEP-0388 §3)
  /// @param bindings the channel bindings that can be verified
  static SaslFeatures of(
      SaslAuthentications.Settings settings, boolean isProtected, Set<ChannelBinding> bindings) {
    List<SaslMechanism> mechanisms =
        Stream.of(SaslMechanism.values())
            .filter(each -> isOffered(each, settings, isProtected, bindings))
            .toList();
    if (mechanisms.isEmpty()) {
      return new SaslFeatures(List.of(), List.of(), List.of());
    }
    List<SaslMechanism> tokens =
        Stream.of(SaslMechanism.values())
            .filter(each -> isProtected && each.isToken() && isPossible(each, bindings))
            .toList();
    List<Element> elements = new ArrayList<>();
    elements.add(Sasl1Profile.feature(mechanisms));
    if (isProtected) {
      elements.add(
          Sasl2Profile.feature(
              names(mechanisms),
              names(tokens),
              settings.bindFeatures(),
              settings.upgrades().stream().sorted().map(ScramUpgrade::task).toList()));
    }
    if (mechanisms.stream().anyMatch(SaslMechanism::isPlus)) {
      elements.add(channelBindings(bindings));
    }
    return new SaslFeatures(
        mechanisms, tokens, elements.stream().map(Element::serialized).toList());
  }

  private static boolean isOffered(
      SaslMechanism mechanism,
      SaslAuthentications.Settings settings,
      boolean isProtected,
      Set<ChannelBinding> bindings) {
    if (mechanism.isToken()) {
      return false; // only inside <fast/>
    }
    if (mechanism.isPlus()) {
      return !bindings.isEmpty() && settings.mechanisms().contains(mechanism.withoutPlus());
    }
    return settings.mechanisms().contains(mechanism)
        && (isProtected || mechanism != SaslMechanism.PLAIN);
  }

  private static boolean isPossible(SaslMechanism token, Set<ChannelBinding> bindings) {
    ChannelBinding binding = token.tokenBinding();
    return binding == null || bindings.contains(binding);
  }

  private static List<String> names(List<SaslMechanism> mechanisms) {
    return mechanisms.stream().map(SaslMechanism::text).toList();
  }

  /// XEP-0440.
  private static Element channelBindings(Set<ChannelBinding> bindings) {
    Element.Builder list = Element.of(CHANNEL_BINDING, "sasl-channel-binding");
    bindings.stream()
        .sorted()
        .forEach(each ->
            list.child(
                Element.of(CHANNEL_BINDING, "channel-binding")
                    .attribute("type", each.prefix())
                    .build()));
    return list.build();
  }
}
