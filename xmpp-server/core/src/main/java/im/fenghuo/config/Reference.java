package im.fenghuo.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The reference of all settings, made from the records themselves.
public final class Reference {

  private final SortedMap<String, Class<? extends Record>> extensions;

  public Reference(Map<String, Class<? extends Record>> extensions) {
    this.extensions = new TreeMap<>(extensions);
  }

  /// As a page of documentation.
  public String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            One file in [TOML](https://toml.io), named by `--config`; every key has a default, and \
            no file at all works. \
            A key that is not known stops the start, as does a value that does not fit; all mistakes \
            are named at once. `./fenghuo config check FILE` reads a file without starting.

            Durations are written `500ms`, `30s`, `5m`, `12h`, `7d`; sizes `512 B`, `256 KiB`, \
            `10 MiB`, `1 GiB`. \
            A secret is `{ file = "…" }` (the file's first line), `{ env = "NAME" }` or, for trials, \
            the text itself. Relative paths are relative to the configuration file. \
            The option `--port-offset N` raises every port by N, `--data DIR` says where the data is.

            Examples: [all defaults](examples/server.toml), \
            [for the interoperability suite](examples/interop.toml), \
            [for load tests](examples/bench.toml).

            This page is made by `./fenghuo config reference --markdown`.
            """);
    for (RecordComponent section : Config.class.getRecordComponents()) {
      String name = Keys.of(section);
      section(
          page,
          isRepeated(section) ? "[[" + name + "]]" : "[" + name + "]",
          Fallbacks.setting(section).doc(),
          type(section));
    }
    extensions.forEach((name, type) -> section(page, "[xep." + name + "]", "", type));
    return page.toString();
  }

  private static void section(StringBuilder page, String title, String doc, Class<?> type) {
    page.append("\n## ").append(title).append("\n\n");
    if (!doc.isEmpty()) {
      page.append(doc).append("\n\n");
    }
    page.append("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
    for (RecordComponent component : type.getRecordComponents()) {
      String toml = Fallbacks.toml(component);
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  Keys.of(component),
                  typeName(component),
                  toml == null ? "" : "`" + toml + "`",
                  Fallbacks.setting(component).doc()));
    }
  }

  /// As a configuration file that names every key with its default; keys that have none are
  /// commented out.
  public String toml() {
    StringBuilder file =
        new StringBuilder(
            """
            # Every key with its default, so that this file says the same as none.
            # Made by `./fenghuo config reference --toml`; explained in docs/configuration.md.
            """);
    for (RecordComponent section : Config.class.getRecordComponents()) {
      if (isRepeated(section)) {
        file.append("\n# ").append(Fallbacks.setting(section).doc()).append('\n');
        file.append("# [[").append(Keys.of(section)).append("]]\n");
        Keys.of(type(section)).forEach(key -> file.append("# ").append(key).append(" =\n"));
      } else {
        file.append("\n[").append(Keys.of(section)).append("]\n");
        keys(file, type(section));
      }
    }
    extensions.forEach((name, type) -> {
      file.append("\n[xep.").append(name).append("]\n");
      keys(file, type);
    });
    return file.toString();
  }

  private static void keys(StringBuilder file, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      String toml = Fallbacks.toml(component);
      file.append(
          toml == null
              ? "# %s =\n".formatted(Keys.of(component))
              : "%s = %s\n".formatted(Keys.of(component), toml));
    }
  }

  private static boolean isRepeated(RecordComponent section) {
    return section.getType() == List.class;
  }

  private static Class<?> type(RecordComponent section) {
    return isRepeated(section) ? Fallbacks.element(section) : section.getType();
  }

  private static String typeName(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == List.class) {
      return "list of " + typeName(Fallbacks.element(component));
    }
    return typeName(type == Optional.class ? Fallbacks.element(component) : type);
  }

  private static String typeName(Class<?> type) {
    if (type.isEnum()) {
      return String.join(
          ", ",
          Arrays.stream(type.getEnumConstants()).map(c -> "`" + Values.name(c) + "`").toList());
    }
    if (type == int.class || type == Integer.class || type == long.class) {
      return "number";
    }
    if (type == Duration.class) {
      return "duration";
    }
    return switch (type.getSimpleName()) {
      case "boolean" -> "true, false";
      case "ByteSize" -> "size";
      case "Jid" -> "JID";
      case "Path" -> "path";
      case "Secret" -> "secret";
      default -> "text";
    };
  }
}
