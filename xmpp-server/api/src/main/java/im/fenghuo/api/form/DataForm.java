package im.fenghuo.api.form;

import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A data form (XEP-0004): to be filled in, filled in, or a result.
///
/// @param title for people, or ""
/// @param instructions for people, or ""
public record DataForm(Type type, String title, String instructions, List<Field> fields) {

  /// Its namespace.
  public static final String NAMESPACE = "jabber:x:data";

  private static final String FORM_TYPE = "FORM_TYPE";

  /// The kinds of form of XEP-0004 §3.1.
  public enum Type {
    CANCEL,
    FORM,
    RESULT,
    SUBMIT;

    private String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DataForm {
    fields = List.copyOf(fields);
  }

  /// A form to be filled in.
  ///
  /// @param formType the hidden field that says what the others mean (XEP-0068)
  public static DataForm form(String formType, List<Field> fields) {
    return make(Type.FORM, formType, fields);
  }

  /// A result.
  ///
  /// @param formType the hidden field that says what the others mean (XEP-0068)
  public static DataForm result(String formType, List<Field> fields) {
    return make(Type.RESULT, formType, fields);
  }

  private static DataForm make(Type type, String formType, List<Field> fields) {
    List<Field> all = new ArrayList<>();
    all.add(Field.hidden(FORM_TYPE, formType));
    all.addAll(fields);
    return new DataForm(type, "", "", all);
  }

  /// Reads the form that an element contains; null where there is none. An unknown type counts as
  /// `submit`: what arrives at a server is a submission.
  public static @Nullable DataForm in(Element parent) {
    Element x = parent.child(NAMESPACE, "x");
    return x == null ? null : of(x);
  }

  /// Reads a form.
  public static DataForm of(Element x) {
    Type type =
        switch (x.attribute("type")) {
          case "cancel" -> Type.CANCEL;
          case "form" -> Type.FORM;
          case "result" -> Type.RESULT;
          case null, default -> Type.SUBMIT;
        };
    List<Field> fields = new ArrayList<>();
    for (Element child : x.children()) {
      if (child.is(NAMESPACE, "field")) {
        fields.add(Field.of(child));
      }
    }
    return new DataForm(type, text(x, "title"), text(x, "instructions"), fields);
  }

  private static String text(Element x, String name) {
    Element child = x.child(NAMESPACE, name);
    return child == null ? "" : child.text();
  }

  /// What the fields mean, or "".
  public String formType() {
    String value = value(FORM_TYPE);
    return value == null ? "" : value;
  }

  /// The names of the fields, without the one that says what they mean.
  public List<String> names() {
    return fields.stream().map(Field::name).filter(name -> !name.equals(FORM_TYPE)).toList();
  }

  /// The values of a field; none where it is not there.
  public List<String> values(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field.values();
      }
    }
    return List.of();
  }

  /// The first value of a field; null where it has none, or is not there.
  public @Nullable String value(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  /// Whether a field of type boolean was set (XEP-0004 §3.3).
  public boolean isTrue(String name) {
    String value = value(name);
    return "1".equals(value) || "true".equals(value);
  }

  /// The same form with texts for people.
  public DataForm titled(String text, String instruction) {
    return new DataForm(type, text, instruction, fields);
  }

  /// The form as XML.
  public Element toElement() {
    Element.Builder x = Element.of(NAMESPACE, "x").attribute("type", type.value());
    if (!title.isEmpty()) {
      x.child("title", title);
    }
    if (!instructions.isEmpty()) {
      x.child("instructions", instructions);
    }
    fields.forEach(field -> x.child(field.toElement()));
    return x.build();
  }
}
