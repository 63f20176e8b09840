package im.fenghuo.command;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;

/// The errors of XEP-0050 §4.4.
enum CommandError {
  MALFORMED_ACTION("malformed-action"),
  BAD_ACTION("bad-action"),
  BAD_LOCALE("bad-locale"),
  BAD_PAYLOAD("bad-payload"),
  BAD_SESSIONID("bad-sessionid"),
  SESSION_EXPIRED("session-expired");

  private final String element;

  CommandError(String element) {
    this.element = element;
  }

  StanzaException with(String text) {
    Condition condition = this == SESSION_EXPIRED ? Condition.NOT_ALLOWED : Condition.BAD_REQUEST;
    return new StanzaException(
        condition, condition.type(), text, Element.of(Commands.NAMESPACE, element).build());
  }

  static StanzaException forbidden() {
    return new StanzaException(Condition.FORBIDDEN, "cancel", "this command is not for you", null);
  }

  static StanzaException unknown() {
    return new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such command");
  }
}
