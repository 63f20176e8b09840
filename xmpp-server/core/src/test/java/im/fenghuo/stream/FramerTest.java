package im.fenghuo.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramerTest {

  private static final String HEADER =
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client' to='a>b' version=\"1.0\""
          + " xmlns:stream='http://etherx.jabber.org/streams'>";

  @Test
  void a_stream_is_cut_into_header_elements_and_end() {
    Events events = Events.of(HEADER + "<a/> <b c='>' d=\"'/>\"><c>]]x</c></b>\n</stream:stream >");

    assertThat(events.list())
        .containsExactly(
            "header " + HEADER.substring(21),
            "element <a/>",
            "whitespace",
            "element <b c='>' d=\"'/>\"><c>]]x</c></b>",
            "whitespace",
            "close");
  }
}
