package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a room is configured. Immutable.
public final class RoomConfiguration {

  private static final RoomConfiguration USUAL = new RoomConfiguration(Map.of(), Map.of());

  /// What differs from what is usual; each value is of the option's type.
  private final Map<RoomOption<?>, Object> changes;

  /// What was stored for options that this server does not have (any more): it is kept.
  private final Map<String, List<String>> unknown;

  private RoomConfiguration(Map<RoomOption<?>, Object> changes, Map<String, List<String>> unknown) {
    this.changes = Map.copyOf(changes);
    this.unknown = Map.copyOf(unknown);
  }

  /// What holds unless somebody configures it.
  public static RoomConfiguration usual() {
    return USUAL;
  }

  /// What it says of an option.
  @SuppressWarnings("unchecked") // what is put is of the option's type
  public <T> T get(RoomOption<T> option) {
    Object value = changes.get(option);
    return value == null ? option.usual() : (T) value;
  }

  /// Whether it says yes.
  public boolean is(RoomOption<Boolean> flag) {
    return get(flag);
  }

  /// The same with one option changed.
  public <T> RoomConfiguration with(RoomOption<T> option, T value) {
    Map<RoomOption<?>, Object> changed = new LinkedHashMap<>(changes);
    if (value.equals(option.usual())) {
      changed.remove(option);
    } else {
      changed.put(option, value);
    }
    return new RoomConfiguration(changed, unknown);
  }

  /// The same with what a form says; fields that are no options are left out.
  ///
  /// @throws StanzaException `not-acceptable` for what makes no sense (§10.1.3)
  public RoomConfiguration with(DataForm form, RoomOptions options) throws StanzaException {
    RoomConfiguration changed = this;
    for (String name : form.names()) {
      RoomOption<?> option = options.of(name);
      if (option != null) {
        changed = changed.with(option, form);
      }
    }
    if (changed.is(RoomOptions.PASSWORD_PROTECTED) && changed.get(RoomOptions.SECRET).isEmpty()) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "a password is missing");
    }
    return changed;
  }

  private <T> RoomConfiguration with(RoomOption<T> option, DataForm form) throws StanzaException {
    T value = option.read(form.values(option.name()));
    if (value == null) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "this makes no sense: " + option.name());
    }
    return with(option, value);
  }

  /// In which options it differs from another one.
  public Set<RoomOption<?>> differences(RoomConfiguration other) {
    Set<RoomOption<?>> all = new HashSet<>(changes.keySet());
    all.addAll(other.changes.keySet());
    all.removeIf(option -> get(option).equals(other.get(option)));
    return all;
  }

  /// As it is stored.
  public byte[] toBytes() {
    List<Field> fields = new ArrayList<>();
    changes.keySet().forEach(each -> fields.add(Field.result(each.name(), written(each))));
    unknown.forEach((name, values) -> fields.add(Field.result(name, values)));
    return DataForm.result(RoomOptions.FORM_TYPE, fields).toElement().toBytes("");
  }

  private <T> List<String> written(RoomOption<T> option) {
    return option.write(get(option));
  }

  /// As it was stored. What an option does not understand any more is as usual.
  public static RoomConfiguration of(byte[] stored, RoomOptions options) {
    DataForm form = DataForm.of(XmlParser.create().parse(stored, 0, stored.length, Scope.NONE));
    Map<RoomOption<?>, Object> changes = new LinkedHashMap<>();
    Map<String, List<String>> unknown = new LinkedHashMap<>();
    for (String name : form.names()) {
      RoomOption<?> option = options.of(name);
      Object value = option == null ? null : option.read(form.values(name));
      if (value != null) {
        changes.put(option, value);
      } else if (option == null) {
        unknown.put(name, form.values(name));
      }
    }
    return new RoomConfiguration(changes, unknown);
  }

  /// The fields that an owner fills in, with what holds now (§10.2).
  public List<Field> toFields(RoomOptions options) {
    List<Field> fields = new ArrayList<>();
    options.all().forEach(each -> fields.add(toField(each)));
    return fields;
  }

  private <T> Field toField(RoomOption<T> option) {
    return option.toField(get(option));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoomConfiguration configuration
        && configuration.changes.equals(changes)
        && configuration.unknown.equals(unknown);
  }

  @Override
  public int hashCode() {
    return changes.hashCode();
  }
}
