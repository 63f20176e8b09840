package im.fenghuo.config;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.config.ByteSize;
import im.fenghuo.api.config.Durations;
import im.fenghuo.api.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.tomlj.TomlTable;

/// Single values: from what TOML knows to what a record wants. A value that does not fit is an
/// `IllegalArgumentException` whose message completes the sentence "key …".
///
/// @param directory what relative paths are relative to
/// @param environment where secrets may be
record Values(Path directory, Map<String, String> environment) {

  Object convert(Class<?> type, Object toml) {
    if (type == boolean.class) {
      return expect(Boolean.class, toml, "must be true or false");
    }
    if (type == int.class || type == Integer.class) {
      return integer(expect(Long.class, toml, "must be a whole number"));
    }
    if (type == long.class) {
      return expect(Long.class, toml, "must be a whole number");
    }
    if (type == Secret.class) {
      return secret(toml);
    }
    return ofText(type, expect(String.class, toml, expectation(type)));
  }

  private Object ofText(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == Duration.class) {
      return Durations.parse(text);
    }
    if (type == ByteSize.class) {
      return ByteSize.parse(text);
    }
    if (type == Path.class) {
      return directory.resolve(text);
    }
    if (type == Jid.class) {
      return jid(text);
    }
    if (type.isEnum()) {
      return constant(type, text);
    }
    throw new IllegalStateException("settings of type " + type + " are not known");
  }

  private static String expectation(Class<?> type) {
    if (type == Duration.class) {
      return "must be a duration in quotation marks such as \"30s\"";
    }
    if (type == ByteSize.class) {
      return "must be a size in quotation marks such as \"256 KiB\"";
    }
    return "must be a text in quotation marks";
  }

  private static <T> T expect(Class<T> type, Object toml, String expectation) {
    if (!type.isInstance(toml)) {
      throw new IllegalArgumentException(expectation);
    }
    return type.cast(toml);
  }

  private static int integer(long value) {
    if (value != (int) value) {
      throw new IllegalArgumentException("must be a number of at most 32 bits");
    }
    return (int) value;
  }

  private static Jid jid(String text) {
    try {
      return Jid.parse(text);
    } catch (InvalidJidException e) {
      throw new IllegalArgumentException("must be a JID: " + e.getMessage(), e);
    }
  }

  private static Object constant(Class<?> type, String text) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> name(constant).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be one of "
                    + String.join(
                        ", ", Arrays.stream(type.getEnumConstants()).map(Values::name).toList())));
  }

  /// How a constant is written in the file.
  static String name(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Secret secret(Object toml) {
    return switch (toml) {
      case String text -> new Secret(text);
      case TomlTable table when table.size() == 1 && table.get("file") instanceof String file ->
          new Secret(firstLine(directory.resolve(file)));
      case TomlTable table when table.size() == 1 && table.get("env") instanceof String name ->
          new Secret(variable(name));
      default ->
          throw new IllegalArgumentException(
              "must be { file = \"…\" }, { env = \"…\" } or a text in quotation marks");
    };
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "names a file that cannot be read: " + FileProblem.text(e), e);
    }
  }

  private String variable(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException("names an environment variable that is not set: " + name);
    }
    return value;
  }
}
