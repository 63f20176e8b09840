package im.fenghuo.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.page.PageRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {

  private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

  private static List<String> cut(Cursor cursor, int max) {
    return Pages.cut(ALL, id -> id, new PageRequest(cursor, max));
  }

  @Test
  void pages_lie_where_they_are_asked_for() {
    assertThat(cut(new Cursor.First(), 2)).containsExactly("a", "b");
    assertThat(cut(new Cursor.Last(), 2)).containsExactly("d", "e");
    assertThat(cut(new Cursor.After("b"), 2)).containsExactly("c", "d");
    assertThat(cut(new Cursor.After("d"), 2)).containsExactly("e");
    assertThat(cut(new Cursor.Before("c"), 2)).containsExactly("a", "b");
    assertThat(cut(new Cursor.Before("b"), 2)).containsExactly("a");
    assertThat(cut(new Cursor.First(), 0)).isEmpty();
  }

  @Test
  void beyond_an_entry_that_is_not_there_is_nothing() {
    assertThat(cut(new Cursor.After("x"), 2)).isEmpty();
    assertThat(cut(new Cursor.Before("x"), 2)).isEmpty();
  }
}
