package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What people fill in who want to be members (XEP-0045 §7.10, §15.5.1): only the nickname has to
/// be.
final class RegistrationForm {

  private static final int LONGEST = 1000;

  private record Kind(String type, String label) {}

  private static final Map<String, Kind> KINDS = kinds();

  private RegistrationForm() {}

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put(JoinRequest.NICKNAME, new Kind("text-single", "Desired Nickname"));
    kinds.put("muc#register_first", new Kind("text-single", "Given Name"));
    kinds.put("muc#register_last", new Kind("text-single", "Family Name"));
    kinds.put("muc#register_url", new Kind("text-single", "Your URL"));
    kinds.put("muc#register_email", new Kind("text-single", "Email Address"));
    kinds.put("muc#register_faqentry", new Kind("text-multi", "About You"));
    return kinds;
  }

  /// The form, empty.
  static DataForm empty() {
    List<Field> fields = new ArrayList<>();
    KINDS.keySet().forEach(name -> fields.add(field(name, List.of())));
    fields.set(0, fields.getFirst().required());
    return DataForm.form(Names.REGISTER, fields)
        .titled("Registration", "Say under which nickname the room is to know you.");
  }

  static Field field(String name, List<String> values) {
    Kind kind = Objects.requireNonNull(KINDS.get(name), name);
    return Field.of(name, kind.type(), values.toArray(String[]::new)).labelled(kind.label());
  }

  /// What was filled in beside the nickname.
  ///
  /// @throws StanzaException `not-acceptable` for more than anybody reads
  static List<Field> about(DataForm form) throws StanzaException {
    List<Field> about = new ArrayList<>();
    for (String name : KINDS.keySet()) {
      List<String> values = form.values(name);
      if (String.join("", values).length() > LONGEST) {
        throw new StanzaException(Condition.NOT_ACCEPTABLE, "this is too long: " + name);
      }
      if (!name.equals(JoinRequest.NICKNAME) && !values.isEmpty()) {
        about.add(Field.result(name, values));
      }
    }
    return about;
  }
}
