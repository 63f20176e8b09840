package im.fenghuo.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.XmlParser;
import org.junit.jupiter.api.Test;

class PageRequestTest {

  private static PageRequest read(String set) throws StanzaException {
    return PageRequest.in(
        XmlParser.create().parse("<query xmlns='jabber:iq:search'>" + set + "</query>"), 50, 100);
  }

  private static PageRequest readSet(String content) throws StanzaException {
    return read("<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>");
  }

  @Test
  void without_a_set_the_first_page_is_wanted() throws StanzaException {
    assertThat(read("")).isEqualTo(new PageRequest(new Cursor.First(), 50));
  }

  @Test
  void a_page_lies_after_or_before_an_id() throws StanzaException {
    assertThat(readSet("<max>10</max><after>peterpan@neverland.lit</after>"))
        .isEqualTo(new PageRequest(new Cursor.After("peterpan@neverland.lit"), 10));
    assertThat(readSet("<max>10</max><before>peter@pixyland.org</before>"))
        .isEqualTo(new PageRequest(new Cursor.Before("peter@pixyland.org"), 10));
  }

  @Test
  void an_empty_before_is_the_last_page() throws StanzaException {
    assertThat(readSet("<before/>")).isEqualTo(new PageRequest(new Cursor.Last(), 50));
  }

  @Test
  void a_page_is_never_longer_than_the_limit() throws StanzaException {
    assertThat(readSet("<max>1000000</max>").max()).isEqualTo(100);
    assertThat(readSet("<max>4294967295</max>").max()).isEqualTo(100);
    assertThat(readSet("<max>0</max>").max()).isZero();
  }

  @Test
  void a_page_by_index_is_refused() {
    assertThatThrownBy(() -> readSet("<max>10</max><index>371</index>"))
        .isInstanceOfSatisfying(
            StanzaException.class,
            e -> assertThat(e.condition()).isEqualTo(Condition.FEATURE_NOT_IMPLEMENTED));
  }

  @Test
  void nonsense_is_a_bad_request() {
    for (String set :
        new String[] {
          "<max>ten</max>",
          "<max>-1</max>",
          "<max>99999999999</max>",
          "<after>1</after><before>2</before>",
          "<after>1</after><before/>"
        }) {
      assertThatThrownBy(() -> readSet(set))
          .as(set)
          .isInstanceOfSatisfying(
              StanzaException.class,
              e -> assertThat(e.condition()).isEqualTo(Condition.BAD_REQUEST));
    }
  }

  @Test
  void an_empty_page_has_no_ends() {
    assertThat(PageRequest.answer(null, null, 800L))
        .hasToString("<set xmlns='http://jabber.org/protocol/rsm'><count>800</count></set>");
    assertThat(PageRequest.answer("1", "2", null))
        .hasToString(
            "<set xmlns='http://jabber.org/protocol/rsm'><first>1</first><last>2</last></set>");
  }
}
