package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import java.util.Locale;

/// What a person is told of a command (XEP-0050 §4.3).
public record CommandNote(Type type, String text) {

  /// How serious it is.
  public enum Type {
    INFO,
    WARN,
    ERROR
  }

  /// All went well.
  public static CommandNote info(String text) {
    return new CommandNote(Type.INFO, text);
  }

  /// Something to think about.
  public static CommandNote warn(String text) {
    return new CommandNote(Type.WARN, text);
  }

  /// It has failed.
  public static CommandNote error(String text) {
    return new CommandNote(Type.ERROR, text);
  }

  /// The note as XML.
  ///
  /// @param namespace of commands
  public Element toElement(String namespace) {
    return Element.of(namespace, "note")
        .attribute("type", type.name().toLowerCase(Locale.ROOT))
        .text(text)
        .build();
  }
}
