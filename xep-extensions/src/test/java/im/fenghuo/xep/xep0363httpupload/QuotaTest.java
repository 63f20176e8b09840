package im.fenghuo.xep.xep0363httpupload;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Condition;
import im.fenghuo.api.xml.Element;
import im.fenghuo.storage.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuotaTest extends UploadFixture {

  @RegisterExtension static final TestDatabase DATABASE = migrated();

  QuotaTest() {
    super(DATABASE);
  }

  @Test
  void a_file_that_is_too_large_is_refused_with_the_limit() {
    Element error = error("filename='a' size='1001'", "");
    assertThat(error.attribute("type")).isEqualTo("modify");
    assertThat(error.toString())
        .contains(Condition.NOT_ACCEPTABLE.element())
        .contains("<max-file-size>1000</max-file-size></file-too-large>");
    assertThat(
            error("filename='a' size='101'", "<profile xmlns='%s'/>".formatted(PURPOSE)).toString())
        .contains("<max-file-size>100</max-file-size>");
  }

  private static String retry(Element error) {
    assertThat(error.attribute("type")).isEqualTo("wait");
    assertThat(error.toString()).contains("resource-constraint");
    Element retry = error.child(NAMESPACE, "retry");
    return retry == null ? "never" : retry.attribute("stamp");
  }

  @Test
  void the_quota_is_told_with_the_time_when_there_is_room_again() throws IOException {
    start(TestUploadSettings.with(1000, 100_000, 100));
    put(slot(600), "x".repeat(600));
    now = now.plus(Duration.ofHours(1));
    put(slot(300), "x".repeat(300));
    now = now.plus(Duration.ofHours(1));
    slot(100); // not used
    assertThat(retry(error("filename='a' size='1'", ""))).isEqualTo("2026-01-31T14:05:01Z");
    assertThat(retry(error("filename='a' size='700'", ""))).isEqualTo("2026-03-03T12:00:01Z");
    assertThat(retry(error("filename='a' size='701'", ""))).isEqualTo("2026-03-03T13:00:01Z");
    now = Instant.parse("2026-03-03T12:00:01Z");
    slot(700);
  }

  @Test
  void files_of_profiles_have_a_quota_of_their_own() throws IOException {
    String profile = "<profile xmlns='%s'/>".formatted(PURPOSE);
    put(slot("filename='a' size='100'", profile), "x".repeat(100));
    assertThat(retry(error("filename='a' size='51'", profile))).isEqualTo("never");
    slot("filename='a' size='50'", profile);
    slot(1000);
  }

  @Test
  void what_was_deleted_still_counts_for_its_day() throws IOException {
    start(TestUploadSettings.with(100_000, 1000, 100));
    Slot first = slot(600);
    put(first, "x".repeat(600));
    now = now.plus(Duration.ofHours(1));
    put(slot(400), "x".repeat(400));
    send("DELETE", first.path(), "", "Authorization: " + first.authorization());
    server.passTime();
    assertThat(retry(error("filename='a' size='600'", ""))).isEqualTo("2026-02-01T12:00:01Z");
    assertThat(retry(error("filename='a' size='601'", ""))).isEqualTo("2026-02-01T13:00:01Z");
    now = Instant.parse("2026-02-01T12:00:01Z");
    server.passTime();
    slot(600);
    assertThat(
            DATABASE
                .db()
                .query("SELECT 1 FROM upload_file WHERE account = $1 AND gone", romeo.id()))
        .isEmpty();
  }

  @Test
  void the_number_of_files_in_a_day_is_limited_and_unused_slots_do_not_count() throws IOException {
    for (int i = 0; i < 3; i++) {
      put(slot(1), "x");
      now = now.plusSeconds(60);
    }
    slot(1);
    assertThat(retry(error("filename='a' size='1'", ""))).isEqualTo("2026-02-01T12:00:01Z");
    now = now.plus(Duration.ofMinutes(5));
    put(slot(1), "x");
    assertThat(retry(error("filename='a' size='1'", ""))).isEqualTo("2026-02-01T12:00:01Z");
  }
}
