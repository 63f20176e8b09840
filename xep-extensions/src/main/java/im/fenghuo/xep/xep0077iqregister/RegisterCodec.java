package im.fenghuo.xep.xep0077iqregister;

import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests and answers of XEP-0077.
final class RegisterCodec {

  static final String NAMESPACE = "jabber:iq:register";

  private RegisterCodec() {}

  /// What a client submits.
  ///
  /// @param username the account's localpart, or ""
  /// @param password the password, or ""
  record Submission(String username, String password) {

    boolean isComplete() {
      return !username.isEmpty() && !password.isEmpty();
    }
  }

  /// §4: a form takes precedence over the fields.
  static Submission submission(Element query) {
    DataForm form = DataForm.in(query);
    if (form != null) {
      return new Submission(orEmpty(form.value("username")), orEmpty(form.value("password")));
    }
    return new Submission(text(query, "username"), text(query, "password"));
  }

  private static String text(Element query, String name) {
    Element child = query.child(NAMESPACE, name);
    return child == null ? "" : child.text();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// What must be filled in for a new account.
  static Element blank() {
    DataForm form =
        DataForm.form(
            NAMESPACE,
            List.of(
                Field.of("username", "text-single").labelled("Username").required(),
                Field.of("password", "text-private").labelled("Password").required()));
    return Element.of(NAMESPACE, "query")
        .child("instructions", "Choose a username and a password for your account here.")
        .child("username", "")
        .child("password", "")
        .child(form.toElement())
        .build();
  }

  /// What is on file for an account.
  static Element registered(String username) {
    return Element.of(NAMESPACE, "query")
        .child("registered", "")
        .child("username", username)
        .child("password", "")
        .build();
  }
}
