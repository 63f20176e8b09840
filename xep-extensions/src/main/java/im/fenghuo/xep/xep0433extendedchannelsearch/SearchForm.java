package im.fenghuo.xep.xep0433extendedchannelsearch;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.RoomSearch;
import im.fenghuo.muc.RoomSearch.Order;
import im.fenghuo.muc.RoomSearch.Place;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The form that somebody fills in who looks for rooms (§4.2, §6.1).
final class SearchForm {

  /// The service type of our rooms.
  static final String MUC = "xep-0045";

  private static final String FORM_TYPE = Names.BASE + ":search-params";
  private static final String BY_USERS = "{" + Names.BASE + ":order}nusers";
  private static final String BY_ADDRESS = "{" + Names.BASE + ":order}address";

  /// Words in one search, and characters in them together.
  private static final int WORDS = 10;

  private static final int CHARACTERS = 256;

  private static final String IN_NAME = "sinname";
  private static final String IN_DESCRIPTION = "sindescription";
  private static final String IN_ADDRESS = "sinaddress";

  private SearchForm() {}

  /// To be filled in.
  static DataForm empty() {
    return DataForm.form(
        FORM_TYPE,
        List.of(
            Field.of("q", "text-single").labelled("Search for"),
            Field.of("all", "boolean").labelled("Return all entries"),
            Field.of(IN_NAME, "boolean", "true").labelled("Search in name"),
            Field.of(IN_DESCRIPTION, "boolean", "true").labelled("Search in description"),
            Field.of(IN_ADDRESS, "boolean", "true").labelled("Search in address"),
            Field.of("min_users", "text-single", "0").labelled("Minimum number of users"),
            Field.of("types", "list-multi", MUC)
                .labelled("Service types")
                .with(option("Multi-User Chats", MUC)),
            Field.of("key", "list-single", BY_USERS)
                .labelled("Sort results by")
                .with(option("Number of online users", BY_USERS))
                .with(option("Address", BY_ADDRESS))));
  }

  private static Element option(String label, String value) {
    return Element.of(DataForm.NAMESPACE, "option")
        .attribute("label", label)
        .child("value", value)
        .build();
  }

  /// What somebody looks for who has filled it in; null for nothing that is here.
  ///
  /// @throws StanzaException the errors of §4.2.2
  static @Nullable RoomSearch read(String service, DataForm form) throws StanzaException {
    if (form.type() != DataForm.Type.SUBMIT || !form.formType().equals(FORM_TYPE)) {
      throw new StanzaException(Condition.BAD_REQUEST, "this is no search that was filled in");
    }
    String text = Objects.requireNonNullElse(form.value("q"), "");
    boolean isByWords = !text.isEmpty();
    if (isByWords && form.isTrue("all")) {
      throw conflict("Cannot both return all results and search by keywords.", "all", "q");
    }
    if (!isByWords && !form.isTrue("all")) {
      throw error(
          Condition.BAD_REQUEST, "cancel", "", Element.of(Names.ERROR, "no-search-conditions"));
    }
    RoomSearch search =
        new RoomSearch(
            service,
            isByWords ? words(text) : List.of(),
            isByWords ? places(form) : Set.of(),
            users(form),
            order(form));
    List<String> types = form.values("types");
    return types.isEmpty() || types.contains(MUC) ? search : null;
  }

  /// §4.2.2.3.
  private static List<String> words(String text) throws StanzaException {
    List<String> words =
        Arrays.stream(text.strip().split("\\s+"))
            .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
            .toList();
    if (words.isEmpty() || words.size() > WORDS || text.length() > CHARACTERS) {
      throw error(
          Condition.BAD_REQUEST,
          "modify",
          "Search for 1 to %d words, with at most %d characters.".formatted(WORDS, CHARACTERS),
          Element.of(Names.ERROR, "invalid-search-terms"));
    }
    return words;
  }

  private static Set<Place> places(DataForm form) throws StanzaException {
    Set<Place> places = EnumSet.noneOf(Place.class);
    if (isUsual(form, IN_NAME)) {
      places.add(Place.NAME);
    }
    if (isUsual(form, IN_DESCRIPTION)) {
      places.add(Place.DESCRIPTION);
    }
    if (isUsual(form, IN_ADDRESS)) {
      places.add(Place.ADDRESS);
    }
    if (places.isEmpty()) {
      throw conflict(
          "Say where to search: in name, description or address.",
          IN_NAME,
          IN_DESCRIPTION,
          IN_ADDRESS);
    }
    return places;
  }

  /// Whether a field that is usually set was left so.
  private static boolean isUsual(DataForm form, String name) {
    return form.value(name) == null || form.isTrue(name);
  }

  private static int users(DataForm form) throws StanzaException {
    String value = form.value("min_users");
    try {
      return value == null || value.isBlank() ? 0 : Integer.parseUnsignedInt(value.strip());
    } catch (NumberFormatException e) {
      throw new StanzaException(Condition.BAD_REQUEST, "'min_users' is a number");
    }
  }

  /// §4.2.2.2.
  private static Order order(DataForm form) throws StanzaException {
    return switch (form.value("key")) {
      case null -> Order.OCCUPANTS;
      case BY_USERS -> Order.OCCUPANTS;
      case BY_ADDRESS -> Order.ADDRESS;
      default ->
          throw error(
              Condition.FEATURE_NOT_IMPLEMENTED,
              "modify",
              "",
              Element.of(Names.ERROR, "invalid-sort-key"));
    };
  }

  /// §4.2.2.6.
  private static StanzaException conflict(String text, String... fields) {
    Element.Builder detail = Element.of(Names.ERROR, "conflicting-fields");
    for (String field : fields) {
      detail.child("var", field);
    }
    return error(Condition.BAD_REQUEST, "modify", text, detail);
  }

  private static StanzaException error(
      Condition condition, String type, String text, Element.Builder detail) {
    return new StanzaException(condition, type, text, detail.build());
  }
}
