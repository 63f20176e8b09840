package im.fenghuo.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The tables of one owner (the core, or an extension): numbered steps that build them. A step that
/// was released is never changed, only followed by another; and because an older server may still
/// run beside a newer one, a step first adds, and only a later release removes.
///
/// @param owner a short constant name such as `xep0049`
/// @param steps SQL scripts in order; the first has number 1
public record Schema(String owner, List<String> steps) {

  public Schema {
    steps = List.copyOf(steps);
  }

  /// Reads the steps from resources beside `anchor`, in the order given, such as
  /// `schema/0001-title.sql`; the numbers must be 1, 2, 3, …
  ///
  /// @throws IllegalArgumentException for a resource that is missing or wrongly numbered
  public static Schema resources(String owner, Class<?> anchor, String... names) {
    List<String> steps = new ArrayList<>();
    for (String name : names) {
      String file = name.substring(name.lastIndexOf('/') + 1);
      if (!file.startsWith("%04d-".formatted(steps.size() + 1))) {
        throw new IllegalArgumentException(
            "schema %s: %s is number %d".formatted(owner, name, steps.size() + 1));
      }
      steps.add(read(owner, anchor, name));
    }
    return new Schema(owner, steps);
  }

  private static String read(String owner, Class<?> anchor, String name) {
    try (InputStream in = anchor.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "schema %s: no resource %s beside %s".formatted(owner, name, anchor.getName()));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
