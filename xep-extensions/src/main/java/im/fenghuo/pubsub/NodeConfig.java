package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How a node is configured. Immutable.
public final class NodeConfig {

  /// What is usual in a service.
  static final NodeConfig USUAL = new NodeConfig(Map.of());

  /// What is usual in an account (XEP-0163 §5): contacts may read, one item is kept, the last item
  /// is sent to whoever comes online.
  static final NodeConfig PERSONAL =
      USUAL
          .with(ConfigField.ACCESS_MODEL, "presence")
          .with(ConfigField.MAX_ITEMS, "1")
          .with(ConfigField.SEND_LAST_PUBLISHED_ITEM, "on_sub_and_presence");

  /// What differs from what is usual in a service.
  private final Map<ConfigField, List<String>> changes;

  private NodeConfig(Map<ConfigField, List<String>> changes) {
    this.changes = Map.copyOf(changes);
  }

  /// Private data (XEP-0223): for the account's own devices, as many items as there may be.
  public static NodeConfig ofPrivateData() {
    return PERSONAL
        .with(ConfigField.ACCESS_MODEL, "whitelist")
        .with(ConfigField.MAX_ITEMS, "max")
        .with(ConfigField.SEND_LAST_PUBLISHED_ITEM, "never");
  }

  /// Private data of one item, which clients get when they come online.
  public static NodeConfig ofPrivateItem() {
    return PERSONAL.with(ConfigField.ACCESS_MODEL, "whitelist");
  }

  /// Data that everybody may read.
  public static NodeConfig ofPublicData() {
    return PERSONAL.with(ConfigField.ACCESS_MODEL, "open");
  }

  private NodeConfig with(ConfigField field, String value) {
    return with(field, List.of(value));
  }

  NodeConfig with(ConfigField field, List<String> values) {
    Map<ConfigField, List<String>> changed = new EnumMap<>(ConfigField.class);
    changed.putAll(changes);
    if (values.equals(field.usual())) {
      changed.remove(field);
    } else {
      changed.put(field, values);
    }
    return new NodeConfig(changed);
  }

  /// The same with what a form says; fields that are not known are left out.
  ///
  /// @throws StanzaException `not-acceptable` for values that make no sense
  NodeConfig with(DataForm form, boolean personal) throws StanzaException {
    NodeConfig changed = this;
    for (String name : form.names()) {
      ConfigField field = ConfigField.of(name);
      if (field == null) {
        continue;
      }
      List<String> values = field.normal(form.values(name), personal);
      if (values == null) {
        throw field == ConfigField.ACCESS_MODEL
            ? Errors.of(Condition.NOT_ACCEPTABLE, "unsupported-access-model", "")
            : new StanzaException(Condition.NOT_ACCEPTABLE, "this makes no sense: " + name);
      }
      changed = changed.with(field, values);
    }
    return changed;
  }

  /// Whether all that a form asks for is so (§7.1.5); what is not known is not so.
  boolean meets(DataForm preconditions, boolean personal) {
    for (String name : preconditions.names()) {
      ConfigField field = ConfigField.of(name);
      List<String> values =
          field == null ? null : field.normal(preconditions.values(name), personal);
      if (field == null || values == null || !values.equals(values(field))) {
        return false;
      }
    }
    return true;
  }

  List<String> values(ConfigField field) {
    List<String> values = changes.get(field);
    return values == null ? field.usual() : values;
  }

  /// The value of a field that has one; "" where it has none.
  String value(ConfigField field) {
    List<String> values = values(field);
    return values.isEmpty() ? "" : values.getFirst();
  }

  boolean is(ConfigField field) {
    return value(field).equals("1");
  }

  /// The number that a field holds, at most the limit, which is what `max` means.
  int number(ConfigField field, int limit) {
    String value = value(field);
    return value.equals("max") ? limit : Math.min(limit, Integer.parseInt(value));
  }

  String accessModel() {
    return value(ConfigField.ACCESS_MODEL);
  }

  String sendLast() {
    return value(ConfigField.SEND_LAST_PUBLISHED_ITEM);
  }

  /// As it is stored.
  byte[] toBytes() {
    List<Field> fields = new ArrayList<>();
    changes.forEach((field, values) -> fields.add(Field.result(field.fieldName(), values)));
    return DataForm.result(Names.NODE_CONFIG, fields).toElement().toBytes("");
  }

  /// As it was stored.
  static NodeConfig of(byte[] stored) {
    DataForm form = DataForm.of(XmlParser.create().parse(stored, 0, stored.length, Scope.NONE));
    NodeConfig config = USUAL;
    for (String name : form.names()) {
      ConfigField field = ConfigField.of(name);
      if (field != null) {
        config = config.with(field, form.values(name));
      }
    }
    return config;
  }

  /// The form that an owner fills in (§8.2).
  Element toForm(boolean personal) {
    List<Field> fields = new ArrayList<>();
    for (ConfigField each : ConfigField.values()) {
      Field field =
          new Field(
              each.fieldName(), each.kind().type(), each.label(), false, values(each), List.of());
      if (each.kind() == ConfigField.Kind.CHOICE) {
        for (String choice : each.choices(personal)) {
          field =
              field.with(Element.of(DataForm.NAMESPACE, "option").child("value", choice).build());
        }
      }
      fields.add(field);
    }
    return DataForm.form(Names.NODE_CONFIG, fields).toElement();
  }

  /// All of it, as a result.
  List<Field> toFields() {
    List<Field> fields = new ArrayList<>();
    for (ConfigField each : ConfigField.values()) {
      if (!values(each).isEmpty()) {
        fields.add(
            Field.of(each.fieldName(), each.kind().type(), values(each).toArray(String[]::new)));
      }
    }
    return fields;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeConfig config && config.changes.equals(changes);
  }

  @Override
  public int hashCode() {
    return changes.hashCode();
  }
}
