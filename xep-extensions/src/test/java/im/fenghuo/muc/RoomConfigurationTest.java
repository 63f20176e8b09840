package im.fenghuo.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomConfigurationTest {

  private static final RoomOptions STANDARD = RoomOptions.standard();

  private static DataForm form(String... namesAndValues) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(
          Field.of("muc#roomconfig_" + namesAndValues[i], "", namesAndValues[i + 1].split(",")));
    }
    return new DataForm(DataForm.Type.SUBMIT, "", "", fields);
  }

  private static RoomConfiguration configured(String... namesAndValues) throws StanzaException {
    return RoomConfiguration.usual().with(form(namesAndValues), STANDARD);
  }

  @Test
  void a_form_changes_what_it_names() throws Exception {
    RoomConfiguration configuration =
        configured(
            "roomname",
            "A Dark Cave",
            "membersonly",
            "true",
            "maxusers",
            "33",
            "whois",
            "anyone",
            "presencebroadcast",
            "visitor,moderator");
    assertThat(configuration.get(RoomOptions.ROOM_NAME)).isEqualTo("A Dark Cave");
    assertThat(configuration.is(RoomOptions.MEMBERS_ONLY)).isTrue();
    assertThat(configuration.get(RoomOptions.MAX_USERS)).isEqualTo(33);
    assertThat(configuration.get(RoomOptions.WHOIS)).isEqualTo(Whois.ANYONE);
    assertThat(configuration.get(RoomOptions.PRESENCE_BROADCAST))
        .containsExactlyInAnyOrder(Role.VISITOR, Role.MODERATOR);
    assertThat(configuration.is(RoomOptions.PUBLIC)).isTrue();
    assertThat(configuration.with(form("maxusers", "none"), STANDARD).get(RoomOptions.MAX_USERS))
        .isEqualTo(RoomOption.NO_LIMIT);
  }

  @Test
  void what_makes_no_sense_is_not_acceptable() {
    for (DataForm form :
        List.of(
            form("membersonly", "perhaps"),
            form("maxusers", "0"),
            form("maxusers", "-5"),
            form("whois", "nobody"),
            form("presencebroadcast", "moderator,king"),
            form("roomname", "x".repeat(257)))) {
      assertThatThrownBy(() -> RoomConfiguration.usual().with(form, STANDARD))
          .isInstanceOfSatisfying(
              StanzaException.class,
              e -> assertThat(e.condition()).isEqualTo(Condition.NOT_ACCEPTABLE));
    }
  }

  @Test
  void a_room_with_a_password_has_one() throws Exception {
    assertThatThrownBy(() -> configured("passwordprotectedroom", "1"))
        .isInstanceOf(StanzaException.class);
    RoomConfiguration configuration =
        configured("passwordprotectedroom", "1", "roomsecret", "cauldronburn");
    assertThat(configuration.with(form("roomname", "Cave"), STANDARD).get(RoomOptions.SECRET))
        .isEqualTo("cauldronburn");
  }

  @Test
  void what_is_stored_is_read_again_with_what_nobody_knows() throws Exception {
    RoomOption<Boolean> extra = RoomOption.flag("urn:example#extra", "Extra?", false);
    RoomOptions more = STANDARD.with(extra);
    RoomConfiguration configuration =
        configured("presencebroadcast", "moderator", "roomname", "Cave")
            .with(extra, true)
            .with(RoomOptions.CONTACTS, List.of(Jid.parse("crone1@shakespeare.example")));
    assertThat(RoomConfiguration.of(configuration.toBytes(), more)).isEqualTo(configuration);

    RoomConfiguration without = RoomConfiguration.of(configuration.toBytes(), STANDARD);
    assertThat(without.is(extra)).isFalse();
    assertThat(RoomConfiguration.of(without.toBytes(), more)).isEqualTo(configuration);
  }

  @Test
  void it_knows_in_what_it_differs() throws Exception {
    RoomConfiguration before = configured("membersonly", "1", "whois", "anyone");
    RoomConfiguration after = configured("membersonly", "1", "roomname", "Cave");
    assertThat(after.differences(before))
        .isEqualTo(Set.of(RoomOptions.WHOIS, RoomOptions.ROOM_NAME));
    assertThat(before.differences(before)).isEmpty();
  }

  @Test
  void every_form_that_is_offered_is_accepted_as_it_is() throws Exception {
    RoomConfiguration configuration = configured("whois", "anyone", "maxusers", "10");
    DataForm submitted =
        new DataForm(DataForm.Type.SUBMIT, "", "", configuration.toFields(STANDARD));
    assertThat(configuration.with(submitted, STANDARD)).isEqualTo(configuration);
  }
}
