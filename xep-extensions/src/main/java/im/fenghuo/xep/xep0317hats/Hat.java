package im.fenghuo.xep.xep0317hats;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A role that a room has made up (XEP-0317 §3.1).
///
/// @param uri what it is known by
/// @param title for people
/// @param hue the angle of its colour, or null
record Hat(String uri, String title, @Nullable String hue) {

  static final String NAMESPACE = "urn:xmpp:hats:0";
  static final String URI = "hats#uri";
  static final String TITLE = "hats#title";
  static final String HUE = "hats#hue";

  private static final int LONGEST = 500;

  /// As it was filled in.
  ///
  /// @throws StanzaException `bad-request` where something is missing or makes no sense
  static Hat of(DataForm form) throws StanzaException {
    String uri = uri(form);
    String title = form.value(TITLE);
    String hue = form.value(HUE);
    boolean isHue = hue == null || hue.isEmpty() || hue.matches("[0-9]{1,3}(\\.[0-9]{1,9})?");
    if (title == null || title.isBlank() || title.length() > LONGEST || !isHue) {
      throw new StanzaException(Condition.BAD_REQUEST, "a hat has a title, and a hue is an angle");
    }
    return new Hat(uri, title, hue == null || hue.isEmpty() ? null : hue);
  }

  /// The URI that was filled in.
  ///
  /// @throws StanzaException `bad-request` where it is missing
  static String uri(DataForm form) throws StanzaException {
    String uri = form.value(URI);
    if (uri == null || uri.isBlank() || uri.length() > LONGEST) {
      throw new StanzaException(Condition.BAD_REQUEST, "which hat?");
    }
    return uri;
  }

  /// As it was written by [#toElement].
  static Hat of(Element element) {
    return new Hat(
        Objects.requireNonNull(element.attribute("uri")),
        Objects.requireNonNull(element.attribute("title")),
        element.attribute("hue"));
  }

  /// As it is worn, and kept.
  Element toElement() {
    return Element.of(NAMESPACE, "hat")
        .attribute("title", title)
        .attribute("uri", uri)
        .attribute("hue", hue)
        .build();
  }
}
