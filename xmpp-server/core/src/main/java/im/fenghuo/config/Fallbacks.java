package im.fenghuo.config;

import im.fenghuo.api.config.Secret;
import im.fenghuo.api.config.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// What holds for a key that the file does not have.
final class Fallbacks {

  private Fallbacks() {}

  static Setting setting(RecordComponent component) {
    return Objects.requireNonNull(
        component.getAnnotation(Setting.class), () -> component + " has no @Setting");
  }

  /// The default as it would be written in a file, or null when the key is not set by default.
  static @Nullable String toml(RecordComponent component) {
    String fallback = setting(component).fallback();
    Class<?> type = component.getType();
    boolean isRequired = fallback.isEmpty() && type != List.class && type != String.class;
    if (isRequired || type == Optional.class || type == Secret.class) {
      return null;
    }
    if (type == List.class) {
      return fallback.isEmpty() ? isOfRecords(component) ? null : "[]" : fallback;
    }
    boolean isBare = type == boolean.class || type == int.class || type == long.class;
    return isBare ? fallback : "\"" + fallback + "\"";
  }

  /// The default as TOML knows it; null for none.
  static @Nullable Object value(RecordComponent component) {
    String toml = toml(component);
    if (toml == null) {
      return null;
    }
    TomlParseResult parsed = Toml.parse("value = " + toml);
    if (parsed.hasErrors()) {
      throw new IllegalStateException("the default of " + component + " is no TOML: " + toml);
    }
    return parsed.get(List.of("value"));
  }

  /// The type of an `Optional`'s or a `List`'s elements.
  static Class<?> element(RecordComponent component) {
    return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
  }

  static boolean isOfRecords(RecordComponent component) {
    return component.getType() == List.class && element(component).isRecord();
  }
}
