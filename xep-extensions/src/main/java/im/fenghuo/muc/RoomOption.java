package im.fenghuo.muc;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Something in which rooms differ, as a field of the form by which they are configured. Made once,
/// as a constant: an option is equal to itself only.
///
/// @param <T> what its values are
public final class RoomOption<T> {

  /// What a limit is when there is none, written `none`.
  public static final int NO_LIMIT = Integer.MAX_VALUE;

  private static final String VALIDATE = "http://jabber.org/protocol/xdata-validate";
  private static final int MOST_VALUES = 100;

  private final String name;
  private final String type;
  private final String label;
  private final T usual;
  private final List<Option> choices;

  /// Rules of validation (XEP-0122).
  private final List<Element> rules;

  private final Function<T, List<String>> writer;

  /// Null for what makes no sense.
  private final Function<List<String>, @Nullable T> reader;

  private record Option(String value, String label) {}

  private RoomOption(
      String name,
      String type,
      String label,
      T usual,
      List<Option> choices,
      Function<T, List<String>> writer,
      Function<List<String>, @Nullable T> reader) {
    this(name, type, label, usual, choices, List.of(), writer, reader);
  }

  private RoomOption(
      String name,
      String type,
      String label,
      T usual,
      List<Option> choices,
      List<Element> rules,
      Function<T, List<String>> writer,
      Function<List<String>, @Nullable T> reader) {
    this.name = name;
    this.type = type;
    this.label = label;
    this.usual = usual;
    this.choices = choices;
    this.rules = rules;
    this.writer = writer;
    this.reader = reader;
  }

  /// Yes or no.
  ///
  /// @param name of the form field, such as `muc#roomconfig_membersonly`
  /// @param label for people
  /// @param usual what holds unless somebody configures it
  public static RoomOption<Boolean> flag(String name, String label, boolean usual) {
    return new RoomOption<>(
        name,
        "boolean",
        label,
        usual,
        List.of(),
        value -> List.of(value ? "1" : "0"),
        values ->
            switch (only(values)) {
              case "1", "true" -> true;
              case "0", "false" -> false;
              case "" -> usual;
              default -> null;
            });
  }

  /// A line of text, usually empty.
  ///
  /// @param longest how many characters at the most
  public static RoomOption<String> text(String name, String label, int longest) {
    return text(name, "text-single", label, longest);
  }

  /// A line of text that is hidden while it is typed.
  public static RoomOption<String> secret(String name, String label, int longest) {
    return text(name, "text-private", label, longest);
  }

  private static RoomOption<String> text(String name, String type, String label, int longest) {
    return new RoomOption<>(
        name,
        type,
        label,
        "",
        List.of(),
        value -> value.isEmpty() ? List.of() : List.of(value),
        values -> {
          String text = String.join("\n", values);
          return text.length() <= longest ? text : null;
        });
  }

  /// A number.
  public static RoomOption<Integer> number(
      String name, String label, int usual, int least, int most) {
    return new RoomOption<>(
        name,
        "text-single",
        label,
        usual,
        List.of(),
        List.of(range(least, most)),
        value -> List.of(value.toString()),
        values -> values.isEmpty() ? (Integer) usual : number(only(values), least, most));
  }

  private static Element range(int least, int most) {
    return Element.of(VALIDATE, "validate")
        .attribute("datatype", "xs:integer")
        .child(
            Element.of(VALIDATE, "range")
                .attribute("min", Integer.toString(least))
                .attribute("max", Integer.toString(most))
                .build())
        .build();
  }

  /// A number that something may reach, or [#NO_LIMIT]. Any is understood; some are offered.
  public static RoomOption<Integer> limit(
      String name, String label, int usual, List<Integer> offered) {
    List<Option> options = new ArrayList<>();
    offered.forEach(each -> options.add(new Option(each.toString(), each.toString())));
    options.add(new Option("none", "None"));
    return new RoomOption<>(
        name,
        "list-single",
        label,
        usual,
        List.copyOf(options),
        value -> List.of(value == NO_LIMIT ? "none" : value.toString()),
        values ->
            switch (only(values)) {
              case "" -> usual;
              case "none" -> NO_LIMIT;
              default -> number(only(values), 1, NO_LIMIT - 1);
            });
  }

  /// One of some values.
  public static <C extends Choice> RoomOption<C> choice(
      String name, String label, C usual, List<C> choices) {
    return new RoomOption<>(
        name,
        "list-single",
        label,
        usual,
        options(choices),
        value -> List.of(value.value()),
        values -> values.isEmpty() ? usual : chosen(choices, only(values)));
  }

  /// Any of some values, or none.
  public static <C extends Choice> RoomOption<Set<C>> choices(
      String name, String label, Set<C> usual, List<C> choices) {
    return new RoomOption<>(
        name,
        "list-multi",
        label,
        Set.copyOf(usual),
        options(choices),
        // In the order in which they are offered: sets that are equal are written the same.
        set -> choices.stream().filter(set::contains).map(Choice::value).toList(),
        values -> {
          Set<C> set = new LinkedHashSet<>();
          for (String value : values) {
            C chosen = chosen(choices, value);
            if (chosen == null) {
              return null;
            }
            set.add(chosen);
          }
          return Set.copyOf(set);
        });
  }

  /// Bare JIDs, usually none.
  public static RoomOption<List<Jid>> jids(String name, String label) {
    return new RoomOption<>(
        name,
        "jid-multi",
        label,
        List.of(),
        List.of(),
        jids -> jids.stream().map(Jid::toString).toList(),
        RoomOption::jids);
  }

  private static List<Option> options(List<? extends Choice> choices) {
    return choices.stream().map(each -> new Option(each.value(), each.label())).toList();
  }

  private static <C extends Choice> @Nullable C chosen(List<C> choices, String value) {
    for (C each : choices) {
      if (each.value().equals(value)) {
        return each;
      }
    }
    return null;
  }

  /// The value, "" for none, and for several what nothing is written like.
  private static String only(List<String> values) {
    return values.isEmpty() ? "" : values.size() == 1 ? values.getFirst().strip() : "\n";
  }

  private static @Nullable Integer number(String text, int least, int most) {
    if (!text.matches("[0-9]{1,9}")) {
      return null;
    }
    int number = Integer.parseInt(text);
    return number < least || number > most ? null : (Integer) number;
  }

  private static @Nullable List<Jid> jids(List<String> values) {
    Set<Jid> jids = new LinkedHashSet<>();
    try {
      for (String value : values) {
        if (!value.isBlank()) {
          jids.add(Jid.parse(value.strip()).bare());
        }
      }
    } catch (InvalidJidException e) {
      return null;
    }
    return List.copyOf(jids);
  }

  /// The name of its form field.
  public String name() {
    return name;
  }

  /// What holds unless somebody configures it.
  public T usual() {
    return usual;
  }

  /// A value, as it is written.
  List<String> write(T value) {
    return writer.apply(value);
  }

  /// A value that was written; null when it makes no sense.
  @Nullable T read(List<String> written) {
    return written.size() > MOST_VALUES ? null : reader.apply(written);
  }

  /// The field by which it is configured.
  Field toField(T value) {
    Field field = new Field(name, type, label, false, write(value), rules);
    for (Option each : choices) {
      field =
          field.with(
              Element.of(DataForm.NAMESPACE, "option")
                  .attribute("label", each.label())
                  .child("value", each.value())
                  .build());
    }
    return field;
  }

  @Override
  public String toString() {
    return name;
  }
}
