package im.fenghuo.config;

import im.fenghuo.api.config.InvalidSettingException;
import im.fenghuo.api.config.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Makes records of tables, and notes everything that is wrong with them.
final class Binder {

  private static final Comparator<Problem> IN_ORDER =
      Comparator.comparing(
          Problem::position,
          Comparator.nullsFirst(
              Comparator.comparingInt(Problem.Position::line)
                  .thenComparingInt(Problem.Position::column)));

  private final String file;
  private final Values given;
  private final Values defaults;
  private final List<Problem> problems = new ArrayList<>();

  /// @param given converts what is in the file
  /// @param defaults converts defaults
  Binder(String file, Values given, Values defaults) {
    this.file = file;
    this.given = given;
    this.defaults = defaults;
  }

  /// In the order in which they stand in the file.
  List<Problem> problems() {
    return problems.stream().sorted(IN_ORDER).toList();
  }

  void problem(@Nullable TomlPosition position, String message) {
    problems.add(
        new Problem(
            file,
            position == null ? null : new Problem.Position(position.line(), position.column()),
            message));
  }

  /// A record of `type`, or null when problems were noted.
  ///
  /// @param path what stands before the keys, such as `limits.`
  <R> @Nullable R bind(Class<R> type, TomlTable table, String path) {
    unknownKeys(table, Keys.of(type), path);
    return bindKnown(type, table, path);
  }

  /// The same, where the table may have other keys too.
  <R> @Nullable R bindKnown(Class<R> type, TomlTable table, String path) {
    int before = problems.size();
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = component(components[i], table, path);
    }
    return problems.size() > before ? null : make(type, values, table, path);
  }

  void unknownKeys(TomlTable table, List<String> known, String path) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        problem(
            table.inputPositionOf(List.of(key)),
            "unknown key "
                + path
                + key
                + Keys.nearest(key, known)
                    .map(nearest -> "; did you mean " + path + nearest + "?")
                    .orElse("; known here are " + String.join(", ", known)));
      }
    }
  }

  private @Nullable Object component(RecordComponent component, TomlTable table, String path) {
    String key = Keys.of(component);
    if (component.getType().isRecord()
        && component.getType() != Secret.class
        && !isValue(component)) {
      return section(component.getType(), table, path, key);
    }
    Object value = table.get(List.of(key));
    if (value == null) {
      return fallback(component, table, path + key);
    }
    return value(component, value, table.inputPositionOf(List.of(key)), path + key);
  }

  /// A record that is written as one value.
  private static boolean isValue(RecordComponent component) {
    return component.getType().getPackageName().equals(Secret.class.getPackageName());
  }

  private @Nullable Object section(Class<?> type, TomlTable table, String path, String key) {
    Object value = table.get(List.of(key));
    if (value != null && !(value instanceof TomlTable)) {
      problem(
          table.inputPositionOf(List.of(key)),
          "%s%s must be a section [%1$s%2$s]".formatted(path, key));
      return null;
    }
    TomlTable section = value == null ? EmptyTable.TABLE : (TomlTable) value;
    return bind(type, section, path + key + ".");
  }

  private @Nullable Object fallback(RecordComponent component, TomlTable table, String key) {
    Object value = Fallbacks.value(component);
    if (value != null) {
      return convert(component, value, defaults);
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    if (component.getType() == List.class) {
      return List.of();
    }
    problem(table.inputPositionOf(List.of()), key + " is missing");
    return null;
  }

  private @Nullable Object value(
      RecordComponent component, Object value, @Nullable TomlPosition position, String key) {
    if (Fallbacks.isOfRecords(component)) {
      return records(component, value, position, key);
    }
    try {
      return convert(component, value, given);
    } catch (IllegalArgumentException refused) {
      problem(position, key + " " + refused.getMessage() + shown(component, value));
      return null;
    }
  }

  /// The value that was refused; but never of a secret.
  private static String shown(RecordComponent component, Object value) {
    boolean isSecret =
        component.getType() == Secret.class
            || (component.getType() == Optional.class
                && Fallbacks.element(component) == Secret.class);
    return switch (value) {
      case Object _ when isSecret -> "";
      case String text -> ", is \"" + text + "\"";
      case TomlTable _ -> ", is a section";
      case TomlArray array -> ", is " + array.toToml().strip();
      default -> ", is " + value;
    };
  }

  private @Nullable List<Object> records(
      RecordComponent component, Object value, @Nullable TomlPosition position, String key) {
    if (!(value instanceof TomlArray array)
        || !array.toList().stream().allMatch(TomlTable.class::isInstance)) {
      problem(position, "%s must be written as sections [[%1$s]]".formatted(key));
      return null;
    }
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      Object element = bind(Fallbacks.element(component), array.getTable(i), key + ".");
      if (element != null) {
        records.add(element);
      }
    }
    return records;
  }

  private static Object convert(RecordComponent component, Object value, Values values) {
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return Optional.of(values.convert(Fallbacks.element(component), value));
    }
    if (type != List.class) {
      return values.convert(type, value);
    }
    if (!(value instanceof TomlArray array)) {
      throw new IllegalArgumentException("must be a list in brackets");
    }
    return array.toList().stream()
        .map(each -> values.convert(Fallbacks.element(component), each))
        .toList();
  }

  private <R> @Nullable R make(
      Class<R> type, @Nullable Object[] values, TomlTable table, String path) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof InvalidSettingException refused)) {
        throw new IllegalStateException(e);
      }
      List<String> key = List.of(refused.key());
      problem(
          table.contains(key) ? table.inputPositionOf(key) : null,
          path + refused.key() + " " + refused.getMessage());
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
