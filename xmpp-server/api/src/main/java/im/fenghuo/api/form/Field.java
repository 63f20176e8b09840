package im.fenghuo.api.form;

import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One field of a form (XEP-0004 §3.2).
///
/// @param name its `var`, or ""
/// @param type as written, such as `text-single`; "" where the name says it all
/// @param label for people, or ""
/// @param isRequired whether a submission must fill it in
/// @param values what it holds
/// @param details further children, such as options, or rules of validation (XEP-0122)
public record Field(
    String name,
    String type,
    String label,
    boolean isRequired,
    List<String> values,
    List<Element> details) {

  public Field {
    values = List.copyOf(values);
    details = List.copyOf(details);
  }

  /// A field that somebody may fill in.
  public static Field of(String name, String type, String... values) {
    return new Field(name, type, "", false, List.of(values), List.of());
  }

  /// A field with one of some values.
  ///
  /// @param value the one that is chosen at first, or ""
  public static Field choice(String name, String value, List<String> options) {
    Field field = value.isEmpty() ? of(name, "list-single") : of(name, "list-single", value);
    for (String option : options) {
      field =
          field.with(
              Element.of(DataForm.NAMESPACE, "option")
                  .attribute("label", option)
                  .child("value", option)
                  .build());
    }
    return field;
  }

  /// A field of a result.
  public static Field result(String name, List<String> values) {
    return result(name, "", values);
  }

  /// A field of a result, with its type: not every client takes several values without.
  public static Field result(String name, String type, List<String> values) {
    return new Field(name, type, "", false, values, List.of());
  }

  static Field hidden(String name, String value) {
    return of(name, "hidden", value);
  }

  static Field of(Element element) {
    List<String> values = new ArrayList<>();
    List<Element> details = new ArrayList<>();
    boolean required = false;
    for (Element child : element.children()) {
      if (child.is(DataForm.NAMESPACE, "value")) {
        values.add(child.text());
      } else if (child.is(DataForm.NAMESPACE, "required")) {
        required = true;
      } else {
        details.add(child);
      }
    }
    return new Field(
        attribute(element, "var"),
        attribute(element, "type"),
        attribute(element, "label"),
        required,
        values,
        details);
  }

  private static String attribute(Element element, String name) {
    String value = element.attribute(name);
    return value == null ? "" : value;
  }

  /// The same field, to be filled in by all means.
  public Field required() {
    return new Field(name, type, label, true, values, details);
  }

  /// The same field with a text for people.
  public Field labelled(String text) {
    return new Field(name, type, text, isRequired, values, details);
  }

  /// The same field with one more child.
  public Field with(Element detail) {
    List<Element> more = new ArrayList<>(details);
    more.add(detail);
    return new Field(name, type, label, isRequired, values, more);
  }

  Element toElement() {
    Element.Builder field =
        Element.of(DataForm.NAMESPACE, "field")
            .attribute("var", orNull(name))
            .attribute("type", orNull(type))
            .attribute("label", orNull(label));
    values.forEach(value -> field.child("value", value));
    if (isRequired) {
      field.child("required", "");
    }
    return field.children(details).build();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
