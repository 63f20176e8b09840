package im.fenghuo.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// What a configuration file says.
///
/// @param config the server's own settings
/// @param extensions those of extensions, by the name of their section in `[xep]`
public record ConfigFile(Config config, Map<String, Record> extensions) {

  private static final String EXTENSIONS = "xep";

  public ConfigFile {
    extensions = Map.copyOf(extensions);
  }

  /// Blocks. Reads a file.
  ///
  /// @param extensions the records of `[xep.NAME]`, by name
  /// @throws ConfigException with everything that is wrong with it
  public static ConfigFile read(Path file, Map<String, Class<? extends Record>> extensions)
      throws ConfigException {
    String text;
    try {
      text = Files.readString(file);
    } catch (MalformedInputException e) {
      throw new ConfigException(List.of(new Problem(file.toString(), null, "is not in UTF-8")));
    } catch (IOException e) {
      throw new ConfigException(
          List.of(new Problem(file.toString(), null, "cannot be read: " + FileProblem.reason(e))));
    }
    Path directory = file.toAbsolutePath().getParent();
    return parse(
        file.toString(),
        text,
        Objects.requireNonNullElse(directory, Path.of("")),
        System.getenv(),
        extensions);
  }

  /// The defaults.
  public static ConfigFile defaults(Map<String, Class<? extends Record>> extensions) {
    try {
      return parse("defaults", "", Path.of(""), Map.of(), extensions);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @param name of the file, for messages
  /// @param directory what relative paths in it are relative to
  static ConfigFile parse(
      String name,
      String text,
      Path directory,
      Map<String, String> environment,
      Map<String, Class<? extends Record>> extensions)
      throws ConfigException {
    TomlParseResult toml = Toml.parse(text);
    Binder binder =
        new Binder(name, new Values(directory, environment), new Values(Path.of(""), environment));
    for (TomlParseError error : toml.errors()) {
      binder.problem(error.position(), String.valueOf(error.getMessage()));
    }
    if (toml.hasErrors()) {
      throw new ConfigException(binder.problems());
    }
    List<String> known = new ArrayList<>(Keys.of(Config.class));
    known.add(EXTENSIONS);
    binder.unknownKeys(toml, known, "");
    Config config = binder.bindKnown(Config.class, toml, "");
    Map<String, Record> bound = extensions(binder, toml, extensions);
    if (config == null || !binder.problems().isEmpty()) {
      throw new ConfigException(binder.problems());
    }
    return new ConfigFile(config, bound);
  }

  private static Map<String, Record> extensions(
      Binder binder, TomlTable toml, Map<String, Class<? extends Record>> extensions) {
    Map<String, Record> bound = new LinkedHashMap<>();
    TomlTable sections = section(toml, EXTENSIONS);
    binder.unknownKeys(sections, List.copyOf(extensions.keySet()), EXTENSIONS + ".");
    extensions.forEach((name, type) -> {
      Record settings = binder.bind(type, section(sections, name), EXTENSIONS + "." + name + ".");
      if (settings != null) {
        bound.put(name, settings);
      }
    });
    return bound;
  }

  private static TomlTable section(TomlTable table, String name) {
    return table.get(List.of(name)) instanceof TomlTable section ? section : EmptyTable.TABLE;
  }

  /// The settings of an extension.
  ///
  /// @param name its section's
  public <R extends Record> R extension(String name, Class<R> type) {
    return type.cast(Objects.requireNonNull(extensions.get(name), () -> "no section xep." + name));
  }
}
