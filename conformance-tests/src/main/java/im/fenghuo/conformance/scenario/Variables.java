package im.fenghuo.conformance.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.client.Disclosure;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `{juliet}` and its like in what is sent and expected.
final class Variables {

  /// A namespace in braces is a part of an XML name.
  private static final Pattern VARIABLE = Pattern.compile("\\{(?!urn:)([^{}]+)}");

  private static final Pattern CAPTURED = Pattern.compile("\\$([a-z][a-z0-9-]*)");

  private final Cast cast;
  private final String domain;

  Variables(Cast cast, String domain) {
    this.cast = cast;
    this.domain = domain;
  }

  /// What is expected. `{self}` is the one who expects it.
  String replace(String text, String self) {
    String replaced = text;
    while (VARIABLE.matcher(replaced).find()) { // from the inside outwards
      replaced =
          VARIABLE
              .matcher(replaced)
              .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), self)));
    }
    return replaced;
  }

  /// What is sent: captured values are known, too.
  String replace(String text, String self, Bindings bindings) {
    return CAPTURED
        .matcher(replace(text, self))
        .replaceAll(found ->
            Matcher.quoteReplacement(escape(bindings.value(found.group(1)).orElse(found.group()))));
  }

  private String value(String variable, String self) {
    String[] words = variable.split(" ");
    return switch (words[0]) {
      case "domain" -> domain;
      case "DOMAIN" -> domain.toUpperCase(Locale.ROOT);
      case "self" -> jid(self);
      case "error" -> error(words);
      case "bare" -> bare(words[1].equals("self") ? self : words[1]);
      case "local" -> localpart(nameOf(words[1].equals("self") ? self : words[1]));
      case "LOCAL" -> localpart(nameOf(words[1])).toUpperCase(Locale.ROOT);
      case "password" -> cast.password(nameOf(words[1]));
      case "plain" ->
          words.length > 2
              ? plain(words[1], words[2])
              : plain(localpart(words[1]), cast.password(words[1]));
      case "caps" -> Disclosure.hash(List.of(words).subList(1, words.length));
      case "repeat" -> words[2].repeat(Integer.parseInt(words[1]));
      default -> jid(variable);
    };
  }

  private String jid(String client) {
    int slash = client.indexOf('/');
    return slash < 0
        ? bare(client)
        : bare(client) + "/" + cast.resource(nameOf(client), client.substring(slash + 1));
  }

  private String bare(String client) {
    return localpart(nameOf(client)) + "@" + domain;
  }

  private String localpart(String name) {
    if (!name.equals("nobody") && !cast.hasAccount(name)) {
      throw new ScenarioFailure("nobody has introduced {" + name + "}");
    }
    return cast.localpart(name);
  }

  /// What a client says to authenticate by SASL PLAIN.
  private static String plain(String localpart, String password) {
    byte[] message = ("\0" + localpart + "\0" + password).getBytes(UTF_8);
    return Base64.getEncoder().encodeToString(message);
  }

  static String nameOf(String client) {
    return client.split("/", 2)[0];
  }

  /// `{error not-allowed}` or `{error cancel not-allowed}`.
  private static String error(String[] words) {
    String type = words.length > 2 ? words[1] : "*";
    String condition = words[words.length - 1];
    return "<error type='%s'><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>...</error>"
        .formatted(type, condition);
  }

  private static String escape(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
  }
}
