package im.fenghuo.xep.xep0115caps;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The verification string of XEP-0115 §5.1.
final class CapsHash {

  /// "All sorting operations MUST be performed using i;octet collation".
  private static final Comparator<String> OCTETS =
      (one, other) -> Arrays.compareUnsigned(utf8(one), utf8(other));

  /// Sorts before all that XML can contain: "by category and then by type and then by xml:lang".
  private static final char PART_END = 0;

  private CapsHash() {}

  /// The verification string with the function that everybody knows.
  ///
  /// @param info the `<query/>` of service discovery
  static String sha1(Element info) {
    String hash = of(info, "sha-1");
    if (hash == null) {
      throw new IllegalStateException("every Java platform has SHA-1");
    }
    return hash;
  }

  /// The verification string; null for a function that is not known.
  ///
  /// @param function as XEP-0300 names it
  static @Nullable String of(Element info, String function) {
    String name =
        switch (function) {
          case "sha-1" -> "SHA-1";
          case "sha-256" -> "SHA-256";
          case "sha-512" -> "SHA-512";
          default -> null;
        };
    if (name == null) {
      return null;
    }
    try {
      byte[] hash = MessageDigest.getInstance(name).digest(utf8(text(info)));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      return null;
    }
  }

  /// Whether it says something twice, by which the same hash could mean something else (§5.4).
  static boolean isIllFormed(Element info) {
    Set<String> seen = new HashSet<>();
    for (Element child : info.children()) {
      String line =
          switch (child.name()) {
            case "identity" -> identity(child);
            case "feature" -> "f " + attribute(child, "var");
            default -> {
              String type = DataForm.of(child).formType();
              yield type.isEmpty() ? null : "x " + type;
            }
          };
      if (line != null && !seen.add(line)) {
        return true;
      }
    }
    return false;
  }

  static List<String> features(Element info) {
    List<String> features = new ArrayList<>();
    for (Element child : info.children()) {
      if (child.is(DiscoInfo.NAMESPACE, "feature")) {
        features.add(attribute(child, "var"));
      }
    }
    return features;
  }

  static String text(Element info) {
    StringBuilder text = new StringBuilder();
    info.children().stream()
        .filter(child -> child.is(DiscoInfo.NAMESPACE, "identity"))
        .map(CapsHash::identity)
        .sorted(OCTETS)
        .forEach(line -> line(text, line.replace(PART_END, '/')));
    features(info).stream().sorted(OCTETS).forEach(feature -> line(text, feature));
    info.children().stream()
        .filter(child -> child.is(DataForm.NAMESPACE, "x"))
        .map(DataForm::of)
        .filter(form -> !form.formType().isEmpty())
        .sorted(Comparator.comparing(DataForm::formType, OCTETS))
        .forEach(form -> append(text, form));
    return text.toString();
  }

  private static String identity(Element identity) {
    String language = identity.lang();
    return attribute(identity, "category")
        + PART_END
        + attribute(identity, "type")
        + PART_END
        + (language == null ? "" : language)
        + PART_END
        + attribute(identity, "name");
  }

  private static String attribute(Element element, String name) {
    String value = element.attribute(name);
    return value == null ? "" : value;
  }

  private static void append(StringBuilder text, DataForm form) {
    line(text, form.formType());
    List<Field> fields =
        form.fields().stream()
            .filter(field -> !field.name().equals("FORM_TYPE"))
            .sorted(Comparator.comparing(Field::name, OCTETS))
            .toList();
    for (Field field : fields) {
      line(text, field.name());
      field.values().stream().sorted(OCTETS).forEach(value -> line(text, value));
    }
  }

  private static void line(StringBuilder text, String part) {
    text.append(part).append('<');
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
