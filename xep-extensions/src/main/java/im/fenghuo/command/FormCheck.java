package im.fenghuo.command;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares what was filled in with the form that was to be (XEP-0004 §3.2 and §3.3).
final class FormCheck {

  private static final Set<String> BOOLEAN = Set.of("0", "1", "false", "true");

  private FormCheck() {}

  /// What is wrong with a submission; null for nothing. Fields that were not asked for are ignored.
  static @Nullable String problem(DataForm form, DataForm submitted) {
    String meaning = submitted.formType();
    if (!meaning.isEmpty() && !meaning.equals(form.formType())) {
      return "this is another form: " + meaning;
    }
    for (Field field : form.fields()) {
      String problem = problem(field, submitted.values(field.name()));
      if (problem != null) {
        return field.name() + ": " + problem;
      }
    }
    return null;
  }

  private static @Nullable String problem(Field field, List<String> values) {
    if (field.isRequired() && values.stream().allMatch(String::isEmpty)) {
      return "is required";
    }
    if (values.size() > 1 && !isMulti(field.type())) {
      return "has one value at most";
    }
    for (String value : values) {
      String problem = value.isEmpty() ? null : problem(field, value);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static boolean isMulti(String type) {
    return type.endsWith("-multi") || type.equals("hidden") || type.equals("fixed");
  }

  private static @Nullable String problem(Field field, String value) {
    return switch (field.type()) {
      case "boolean" -> BOOLEAN.contains(value) ? null : "is true or false";
      case "jid-single", "jid-multi" -> isJid(value) ? null : "is not a JID: " + value;
      case "list-single", "list-multi" -> isOption(field, value) ? null : "is no option: " + value;
      default -> null;
    };
  }

  private static boolean isJid(String value) {
    try {
      Jid.parse(value);
      return true;
    } catch (InvalidJidException e) {
      return false;
    }
  }

  private static boolean isOption(Field field, String value) {
    for (Element option : field.details()) {
      Element offered = option.child(DataForm.NAMESPACE, "value");
      if (offered != null && offered.text().equals(value)) {
        return true;
      }
    }
    return false;
  }
}
