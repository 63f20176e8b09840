package im.fenghuo.muc;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Jid;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds of every place where rooms are kept.
abstract class RoomStoreContract {

  private static final Jid CRONE = Jid.parse("crone1@shakespeare.example");
  private static final Jid HAG = Jid.parse("hag66@shakespeare.example");
  private static final String SERVICE = "muc.shakespeare.example";

  static final RoomOptions OPTIONS = RoomOptions.standard();

  abstract RoomStore store();

  private static Jid room(String localpart) {
    return Jid.of(localpart, SERVICE, "");
  }

  private StoredRoom created(String localpart) {
    return store().create(room(localpart), CRONE, RoomConfiguration.usual()).orElseThrow();
  }

  private void open(String localpart, String name, boolean isPublic) {
    store()
        .configure(
            created(localpart).id(),
            RoomConfiguration.usual()
                .with(RoomOptions.ROOM_NAME, name)
                .with(RoomOptions.PERSISTENT, true)
                .with(RoomOptions.PUBLIC, isPublic));
  }

  private StoredRoom loaded(String localpart) {
    return store().load(room(localpart)).orElseThrow();
  }

  private static Affiliated affiliated(
      Jid jid, Affiliation affiliation, String nickname, long version) {
    return new Affiliated(jid, affiliation, nickname, null, version);
  }

  @Test
  void a_new_room_is_locked_and_its_creator_owns_it() {
    assertThat(store().load(room("coven"))).isEmpty();
    StoredRoom room = created("coven");
    assertThat(room.jid()).isEqualTo(room("coven"));
    assertThat(room.creator()).isEqualTo(CRONE);
    assertThat(room.isLocked()).isTrue();
    assertThat(room.secret()).isNotEmpty();
    assertThat(room.affiliations())
        .containsExactly(new Affiliated(CRONE, Affiliation.OWNER, null, null, 1));
    assertThat(room.version()).isEqualTo(1);
    assertThat(loaded("coven").id()).isEqualTo(room.id());
    assertThat(store().create(room("coven"), HAG, RoomConfiguration.usual())).isEmpty();
    assertThat(store().createdBy(SERVICE, CRONE)).isEqualTo(1);
    assertThat(store().createdBy(SERVICE, HAG)).isZero();
  }

  @Test
  void a_configured_room_is_open_and_keeps_what_was_configured() {
    RoomConfiguration configuration =
        RoomConfiguration.usual().with(RoomOptions.ROOM_NAME, "A Dark Cave");
    StoredRoom room = created("cave");
    store().configure(room.id(), configuration);
    assertThat(loaded("cave").isLocked()).isFalse();
    assertThat(loaded("cave").configuration()).isEqualTo(configuration);
    assertThat(loaded("cave").secret()).isEqualTo(room.secret());
  }

  @Test
  void affiliations_come_and_go_and_what_has_gone_is_known_for_a_while() {
    StoredRoom room = created("heath");
    Jid domain = Jid.parse("evil.example");
    store()
        .affiliate(
            room.id(),
            List.of(
                affiliated(HAG, Affiliation.MEMBER, "thirdwitch", 2),
                new Affiliated(domain, Affiliation.OUTCAST, null, "Treason", 2)),
            0);
    assertThat(loaded("heath").affiliations())
        .containsExactlyInAnyOrder(
            affiliated(CRONE, Affiliation.OWNER, null, 1),
            affiliated(HAG, Affiliation.MEMBER, "thirdwitch", 2),
            new Affiliated(domain, Affiliation.OUTCAST, null, "Treason", 2));
    store().affiliate(room.id(), List.of(affiliated(HAG, Affiliation.NONE, null, 3)), 0);
    assertThat(loaded("heath").affiliations()).contains(affiliated(HAG, Affiliation.NONE, null, 3));
    assertThat(loaded("heath").version()).isEqualTo(3);
    store().affiliate(room.id(), List.of(affiliated(domain, Affiliation.NONE, null, 4)), 3);
    assertThat(loaded("heath").affiliations())
        .containsExactlyInAnyOrder(
            affiliated(CRONE, Affiliation.OWNER, null, 1),
            affiliated(domain, Affiliation.NONE, null, 4));
    assertThat(loaded("heath").forgotten()).isEqualTo(3);
    assertThat(loaded("heath").version()).isEqualTo(4);
  }

  @Test
  void two_change_nicknames_at_once() {
    StoredRoom room = created("stage");
    store()
        .affiliate(
            room.id(),
            List.of(
                affiliated(CRONE, Affiliation.OWNER, "one", 2),
                affiliated(HAG, Affiliation.MEMBER, "two", 2)),
            0);
    List<Affiliated> changed =
        List.of(
            affiliated(CRONE, Affiliation.OWNER, "two", 3),
            affiliated(HAG, Affiliation.MEMBER, "one", 3));
    store().affiliate(room.id(), changed, 0);
    assertThat(loaded("stage").affiliations()).containsExactlyInAnyOrderElementsOf(changed);
  }

  @Test
  void the_subject_and_what_extensions_keep_are_there_again() {
    StoredRoom room = created("chamber");
    Element message = Element.of("jabber:client", "message").child("subject", "Fire Burn!").build();
    Instant since = Instant.parse("2026-11-21T21:00:00Z");
    Element hats = Element.of("urn:example", "hats").text("two").build();
    store().discuss(room.id(), new RoomSubject(message, since));
    store().keep(room.id(), "hats", Element.of("urn:example", "hats").text("one").build());
    store().keep(room.id(), "hats", hats);
    store().keep(room.id(), "pins", hats);
    store().keep(room.id(), "pins", null);
    RoomSubject subject = loaded("chamber").subject();
    assertThat(subject).isNotNull();
    assertThat(subject.since()).isEqualTo(since);
    assertThat(subject.message().child("jabber:client", "subject").text()).isEqualTo("Fire Burn!");
    assertThat(loaded("chamber").state()).containsOnlyKeys("hats");
    assertThat(loaded("chamber").state().get("hats").text()).isEqualTo("two");
  }

  @Test
  void a_room_that_is_removed_is_gone_with_all_that_was_kept() {
    StoredRoom room = created("ruin");
    store().keep(room.id(), "hats", Element.of("urn:example", "hats").build());
    store().remove(room.id());
    assertThat(store().load(room("ruin"))).isEmpty();
    StoredRoom again = created("ruin");
    assertThat(again.id()).isNotEqualTo(room.id());
    assertThat(again.state()).isEmpty();
  }

  private List<String> listed(RoomSearch search, Cursor cursor, int max) {
    return store().list(search, new PageRequest(cursor, max)).stream()
        .map(room -> room.jid().localpart() + ": " + room.name())
        .toList();
  }

  private List<String> listed(Cursor cursor, int max) {
    return listed(RoomSearch.all(SERVICE), cursor, max);
  }

  @Test
  void open_rooms_that_are_public_are_listed_page_by_page() {
    open("c", "The Cave", true);
    open("a", "", true);
    open("secret", "The Hidden Cave", false);
    open("e", "Elsewhere", true);
    open("b", "Caverns", true);
    created("locked");
    store().create(Jid.of("x", "other.example", ""), HAG, RoomConfiguration.usual());

    assertThat(listed(new Cursor.First(), 2)).containsExactly("a: a", "b: Caverns");
    assertThat(listed(new Cursor.After("b"), 9)).containsExactly("c: The Cave", "e: Elsewhere");
    assertThat(listed(new Cursor.Before("c"), 1)).containsExactly("b: Caverns");
    assertThat(listed(new Cursor.Last(), 2)).containsExactly("c: The Cave", "e: Elsewhere");
    assertThat(listed(new Cursor.After("c"), 9)).containsExactly("e: Elsewhere");
    assertThat(listed(new Cursor.First(), 0)).isEmpty();
    assertThat(store().count(RoomSearch.all(SERVICE))).isEqualTo(4);
  }

  private static RoomSearch words(Set<RoomSearch.Place> places, String... words) {
    return new RoomSearch(SERVICE, List.of(words), places, 0, RoomSearch.Order.ADDRESS);
  }

  private List<String> found(Set<RoomSearch.Place> places, String... words) {
    return store().list(words(places, words), new PageRequest(new Cursor.First(), 9)).stream()
        .map(room -> room.jid().localpart())
        .toList();
  }

  @Test
  void rooms_are_found_by_words_in_their_names_descriptions_and_addresses() {
    open("cave", "", true);
    open("b", "Пещера in the Heath", true);
    open("secret", "The Hidden Cave", false);
    store()
        .configure(
            created("c").id(),
            RoomConfiguration.usual()
                .with(RoomOptions.ROOM_NAME, "Witches")
                .with(RoomOptions.ROOM_DESCRIPTION, "In a dark Cave on the heath"));
    Set<RoomSearch.Place> everywhere = Set.of(RoomSearch.Place.values());

    assertThat(found(everywhere, "CAVE")).containsExactly("c", "cave");
    assertThat(found(everywhere, "cave", "heath", "witch")).containsExactly("c");
    assertThat(found(everywhere, "cave", "elsewhere")).isEmpty();
    assertThat(found(Set.of(RoomSearch.Place.NAME), "ПЕЩЕРА")).containsExactly("b");
    assertThat(found(Set.of(RoomSearch.Place.NAME), "cave")).isEmpty();
    assertThat(found(Set.of(RoomSearch.Place.DESCRIPTION), "cave")).containsExactly("c");
    assertThat(found(Set.of(RoomSearch.Place.ADDRESS), "cave")).containsExactly("cave");
    assertThat(found(Set.of(RoomSearch.Place.ADDRESS), "muc")).isEmpty();
    assertThat(found(Set.of(RoomSearch.Place.ADDRESS), "cave@" + SERVICE)).containsExactly("cave");
    assertThat(found(Set.of(), "cave")).isEmpty();
    assertThat(store().count(words(everywhere, "heath"))).isEqualTo(2);
  }

  private void open(String localpart, int occupants) {
    open(localpart, "", true);
    store().populate(loaded(localpart).id(), occupants);
  }

  @Test
  void rooms_with_most_occupants_come_first_where_that_is_wanted() {
    open("a", 3);
    open("b", 100);
    open("c", 3);
    open("d", 0);
    RoomSearch search = new RoomSearch(SERVICE, List.of(), Set.of(), 0, RoomSearch.Order.OCCUPANTS);
    RoomSearch popular =
        new RoomSearch(SERVICE, List.of(), Set.of(), 3, RoomSearch.Order.OCCUPANTS);

    assertThat(loaded("b").occupants()).isEqualTo(100);
    assertThat(listed(search, new Cursor.First(), 9))
        .containsExactly("b: b", "a: a", "c: c", "d: d");
    assertThat(listed(search, new Cursor.After("3/a"), 9)).containsExactly("c: c", "d: d");
    assertThat(listed(search, new Cursor.Before("3/c"), 1)).containsExactly("a: a");
    assertThat(listed(search, new Cursor.Last(), 2)).containsExactly("c: c", "d: d");
    assertThat(listed(popular, new Cursor.Last(), 9)).containsExactly("b: b", "a: a", "c: c");
    assertThat(store().count(popular)).isEqualTo(3);
  }

  @Test
  void rooms_that_somebody_has_to_look_after_are_known() {
    StoredRoom one = created("one");
    open("two", "Two", true);
    StoredRoom three = created("three");
    open("four", 4);
    assertThat(store().unsettled(0, 1))
        .containsExactly(new RoomStore.UnsettledRoom(one.id(), room("one")));
    assertThat(store().unsettled(one.id(), 9))
        .containsExactly(
            new RoomStore.UnsettledRoom(three.id(), room("three")),
            new RoomStore.UnsettledRoom(loaded("four").id(), room("four")));
  }
}
