package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;

/// Errors with the conditions of XEP-0060 in them.
final class Errors {

  private Errors() {}

  /// Any of them.
  ///
  /// @param detail the element of `pubsub#errors`
  /// @param text for people, or ""
  static StanzaException of(Condition condition, String detail, String text) {
    return new StanzaException(
        condition, condition.type(), text, Element.of(Names.ERRORS, detail).build());
  }

  /// §6.2.3.2: the examples say `cancel`.
  static StanzaException notSubscribed() {
    return new StanzaException(
        Condition.UNEXPECTED_REQUEST,
        "cancel",
        "there is no such subscription",
        Element.of(Names.ERRORS, "not-subscribed").build());
  }

  static StanzaException unsupported(String feature) {
    Element detail = Element.of(Names.ERRORS, "unsupported").attribute("feature", feature).build();
    return new StanzaException(
        Condition.FEATURE_NOT_IMPLEMENTED, "cancel", feature + " is not supported here", detail);
  }

  static StanzaException noSuchNode() {
    return new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such node");
  }

  static StanzaException forbidden(String text) {
    return new StanzaException(Condition.FORBIDDEN, text);
  }
}
