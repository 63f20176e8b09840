package im.fenghuo.xep.xep0115caps;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Registrar.Identity;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/// The verification string of XEP-0115 §5.1.
final class CapsHash {

  /// "All sorting operations MUST be performed using i;octet collation".
  private static final Comparator<String> OCTETS =
      (one, other) -> Arrays.compareUnsigned(utf8(one), utf8(other));

  private CapsHash() {}

  static String sha1(DiscoInfo info) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(utf8(text(info)));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  static String text(DiscoInfo info) {
    StringBuilder text = new StringBuilder();
    info.identities().stream()
        .sorted(
            Comparator.comparing(Identity::category, OCTETS).thenComparing(Identity::type, OCTETS))
        .forEach(each -> line(text, each.category() + "/" + each.type() + "//" + each.name()));
    info.features().stream().sorted(OCTETS).forEach(feature -> line(text, feature));
    info.forms().stream()
        .map(DataForm::of)
        .sorted(Comparator.comparing(DataForm::formType, OCTETS))
        .forEach(form -> append(text, form));
    return text.toString();
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
