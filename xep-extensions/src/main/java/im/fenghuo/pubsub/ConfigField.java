package im.fenghuo.pubsub;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a node (XEP-0060 §16.4.4), with what is usual in a service.
enum ConfigField {
  TITLE(Kind.TEXT, "A short name for the node", ""),
  DESCRIPTION(Kind.TEXT, "What the node is about", ""),
  LANGUAGE(Kind.TEXT, "The usual language of its content", ""),
  TYPE(Kind.TEXT, "The namespace of its payloads", ""),
  CONTACT(Kind.JIDS, "Whom to ask about the node", ""),
  NODE_TYPE(Kind.CHOICE, "Leaf: collections are not supported", "leaf"),
  ACCESS_MODEL(
      Kind.CHOICE,
      "Who may subscribe and read",
      "open",
      "authorize",
      "presence",
      "roster",
      "whitelist"),
  ROSTER_GROUPS_ALLOWED(Kind.TEXTS, "Roster groups that may subscribe and read", ""),
  PUBLISH_MODEL(Kind.CHOICE, "Who may publish", "publishers", "subscribers", "open"),
  SUBSCRIBE("Whether it can be subscribed to", true),
  DELIVER_NOTIFICATIONS("Whether it notifies", true),
  DELIVER_PAYLOADS("Whether notifications have payloads", true),
  NOTIFY_CONFIG("Whether it notifies of its configuration", false),
  NOTIFY_DELETE("Whether it notifies of its end", true),
  NOTIFY_RETRACT("Whether it notifies of removed items", true),
  NOTIFICATION_TYPE(Kind.CHOICE, "The type of notifications", "headline", "normal", "chat"),
  PERSIST_ITEMS("Whether it keeps items", true),
  MAX_ITEMS(Kind.NUMBER, "How many items it keeps, or max", "max"),
  ITEM_EXPIRE(Kind.NUMBER, "How many seconds it keeps an item, or max", "max"),
  PUBLISH_NODE_FULL(
      Kind.CHOICE,
      "What becomes of an item too many",
      "retract-oldest",
      "discard-oldest",
      "reject"),
  MAX_PAYLOAD_SIZE(Kind.NUMBER, "Bytes in a payload, or max", "max"),
  SEND_LAST_PUBLISHED_ITEM(
      Kind.CHOICE, "When the last item is sent", "on_sub", "never", "on_sub_and_presence");

  private static final String PREFIX = "pubsub#";
  private static final int LONGEST = 1000;
  private static final int MOST_VALUES = 100;

  /// The sorts of values.
  enum Kind {
    TEXT("text-single"),
    TEXTS("text-multi"),
    JIDS("jid-multi"),
    BOOLEAN("boolean"),
    NUMBER("text-single"),
    CHOICE("list-single");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /// As fields of forms are typed.
    String type() {
      return type;
    }
  }

  private final String name;
  private final Kind kind;
  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> choices;

  /// @param values what is usual, then what else can be chosen
  ConfigField(Kind kind, String label, String... values) {
    this.name = PREFIX + name().toLowerCase(Locale.ROOT);
    this.kind = kind;
    this.label = label;
    this.choices = List.of(values);
  }

  ConfigField(String label, boolean usual) {
    this(Kind.BOOLEAN, label, usual ? "1" : "0");
  }

  /// The name of its form field.
  String fieldName() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  String label() {
    return label;
  }

  /// What can be chosen, in a service or an account.
  List<String> choices(boolean personal) {
    if (this != ACCESS_MODEL || personal) {
      return choices;
    }
    Set<String> needPresence = Set.of("presence", "roster");
    return choices.stream().filter(each -> !needPresence.contains(each)).toList();
  }

  /// What is usual.
  List<String> usual() {
    String value = choices.getFirst();
    return value.isEmpty() ? List.of() : List.of(value);
  }

  /// The setting of that name; null where there is none.
  static @Nullable ConfigField of(String name) {
    for (ConfigField each : values()) {
      if (each.name.equals(name)) {
        return each;
      }
    }
    return null;
  }

  /// The values in their normal form; null when they make no sense.
  @Nullable List<String> normal(List<String> values, boolean personal) {
    List<String> given = values.stream().map(String::strip).filter(v -> !v.isEmpty()).toList();
    if (given.size() > MOST_VALUES || given.stream().anyMatch(value -> value.length() > LONGEST)) {
      return null;
    }
    if (kind == Kind.TEXTS) {
      return given;
    }
    if (kind == Kind.JIDS) {
      return given.stream().allMatch(ConfigField::isJid) ? given : null;
    }
    if (given.isEmpty()) {
      return usual();
    }
    String value = given.size() > 1 ? null : single(given.getFirst(), personal);
    return value == null ? null : List.of(value);
  }

  private @Nullable String single(String value, boolean personal) {
    return switch (kind) {
      case BOOLEAN ->
          switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "true" -> "1";
            case "0", "false" -> "0";
            default -> null;
          };
      case NUMBER -> value.equals("max") || value.matches("[0-9]{1,9}") ? value : null;
      case CHOICE -> choices(personal).contains(value) ? value : null;
      case TEXT, TEXTS, JIDS -> value;
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
}
