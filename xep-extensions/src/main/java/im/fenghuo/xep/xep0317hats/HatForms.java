package im.fenghuo.xep.xep0317hats;

import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.List;

/// The forms and lists of the commands (XEP-0317 §3.2 to §3.7).
final class HatForms {

  static final String JID = "hats#jid";

  private static final String FORM_TYPE = "urn:xmpp:hats:commands";

  private HatForms() {}

  static Element create() {
    return form(
        "Creating a Hat",
        Field.of(Hat.TITLE, "text-single").labelled("Hat Title").required(),
        Field.of(Hat.URI, "text-single").labelled("Hat URI").required(),
        Field.of(Hat.HUE, "text-single").labelled("Hat Hue"));
  }

  static Element destroy(Hats hats) {
    return form("Destroying a Hat", choice(hats));
  }

  /// For somebody to wear a hat, or not any more.
  static Element wear(Hats hats, String title) {
    return form(
        title, Field.of(JID, "jid-single").labelled("User Address").required(), choice(hats));
  }

  private static Field choice(Hats hats) {
    Field field = Field.of(Hat.URI, "list-single").labelled("The role").required();
    for (Hat each : hats.all()) {
      field =
          field.with(
              Element.of(DataForm.NAMESPACE, "option")
                  .attribute("label", each.title())
                  .child("value", each.uri())
                  .build());
    }
    return field;
  }

  private static Element form(String title, Field... fields) {
    return DataForm.form(FORM_TYPE, List.of(fields))
        .titled(title, "Fill out this form.")
        .toElement();
  }

  /// All hats.
  static Element list(Hats hats) {
    Element.Builder table = table("Hats List", Hat.TITLE, Hat.URI, Hat.HUE);
    for (Hat each : hats.all()) {
      table.child(row(each).build());
    }
    return table.build();
  }

  /// Who wears which.
  static Element assigned(Hats hats) {
    Element.Builder table = table("Assigned Hats", JID, Hat.URI, Hat.TITLE, Hat.HUE);
    hats.wearers().stream()
        .sorted()
        .forEach(account ->
            hats.of(account)
                .forEach(
                    hat -> table.child(row(hat).child(field(JID, account.toString())).build())));
    return table.build();
  }

  private static Element.Builder table(String title, String... columns) {
    Element.Builder reported = Element.of(DataForm.NAMESPACE, "reported");
    for (String column : columns) {
      reported.child(Element.of(DataForm.NAMESPACE, "field").attribute("var", column).build());
    }
    return Element.of(DataForm.NAMESPACE, "x")
        .attribute("type", "result")
        .child("title", title)
        .child(reported.build());
  }

  private static Element.Builder row(Hat hat) {
    Element.Builder row =
        Element.of(DataForm.NAMESPACE, "item")
            .child(field(Hat.TITLE, hat.title()))
            .child(field(Hat.URI, hat.uri()));
    return hat.hue() == null ? row : row.child(field(Hat.HUE, hat.hue()));
  }

  private static Element field(String name, String value) {
    return Element.of(DataForm.NAMESPACE, "field")
        .attribute("var", name)
        .child("value", value)
        .build();
  }
}
