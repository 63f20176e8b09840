package im.fenghuo.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.StreamErrorCondition;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramerTest {

  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' to='a>b' version=\"1.0\""
          + " xmlns:stream='http://etherx.jabber.org/streams'>";

  private final Found found = new Found();
  private final Framer framer = new Framer(new FramerLimits(200, 5, 5), found);

  private void feed(String input) {
    byte[] bytes = ("#" + input + "#").getBytes(UTF_8);
    framer.feed(bytes, 1, bytes.length - 2);
  }

  @Test
  void a_stream_is_cut_into_header_elements_and_end() {
    feed("<?xml version='1.0'?>\n" + HEADER);
    feed("<a/> <b c='>' d=\"'/>\"><c>]]x</c></b>\n</stream:stream >");

    assertThat(found.list)
        .containsExactly(
            HEADER,
            "<a/>",
            "whitespace",
            "<b c='>' d=\"'/>\"><c>]]x</c></b>",
            "whitespace",
            "close");
  }

  @Test
  void cdata_may_hold_what_looks_like_markup() {
    feed(HEADER + "<a><![CDATA[<b></a>]]]]>]></a><c><![CDATA[]]></c>");

    assertThat(found.list)
        .containsExactly(HEADER, "<a><![CDATA[<b></a>]]]]>]></a>", "<c><![CDATA[]]></c>");
  }

  @Test
  void nothing_is_held_while_nothing_is_half_read() {
    feed(HEADER);
    assertThat(framer.isHalfRead()).isFalse();
    feed("<a");
    assertThat(framer.isHalfRead()).isTrue();
    feed("/>");
    assertThat(framer.isHalfRead()).isFalse();
    assertThat(found.list).containsExactly(HEADER, "<a/>");
  }

  @Test
  void a_paused_framer_keeps_what_follows_for_later() {
    found.pauseAt = "<a/>";
    feed(HEADER + "<a/><b/><c");

    assertThat(found.list).containsExactly(HEADER, "<a/>");
    assertThat(found.unread).isEqualTo(6);
    assertThat(framer.unread()).isEqualTo(6);

    feed("/><d/>");
    assertThat(found.list).containsExactly(HEADER, "<a/>");
    framer.resume();

    assertThat(framer.unread()).isZero();
    assertThat(found.list).containsExactly(HEADER, "<a/>", "<b/>", "<c/>", "<d/>");
  }

  /// What follows `<starttls/>` in the same packet could have been put there by anyone.
  @Test
  void a_handler_is_told_at_once_that_more_has_come_with_its_element() {
    found.pauseAt = "<a/>";
    byte[] bytes = (HEADER + "<a/><injected/>").getBytes(UTF_8);
    ByteBuf direct = Unpooled.directBuffer().writeBytes(bytes);

    framer.feed(direct, new byte[HEADER.length() + 7]);

    assertThat(found.unread).isEqualTo("<injected/>".length());
    assertThat(framer.unread()).isEqualTo("<injected/>".length());
    assertThat(found.list).containsExactly(HEADER, "<a/>");
    direct.release();
  }

  @Test
  void buffers_with_and_without_an_array_are_read_alike() {
    byte[] bytes = ("#" + HEADER + "<a/>").getBytes(UTF_8);
    ByteBuf heap = Unpooled.wrappedBuffer(bytes).skipBytes(1).slice();

    framer.feed(heap, new byte[1]);

    assertThat(heap.isReadable()).isFalse();
    assertThat(found.list).containsExactly(HEADER, "<a/>");
  }

  @Test
  void a_restarted_framer_expects_a_header_again() {
    found.pauseAt = "<a/>";
    feed(HEADER + "<a/><?xml version='1.0'?>" + HEADER + "<b/>");
    framer.restart();
    framer.resume();

    assertThat(found.list).containsExactly(HEADER, "<a/>", HEADER, "<b/>");
  }

  @Test
  void too_much_sent_into_a_pause_ends_the_stream() {
    found.pauseAt = "<a/>";
    feed(HEADER + "<a/>");
    for (int i = 0; i < 3; i++) {
      feed(" ".repeat(100_000));
    }

    assertThat(found.list).containsExactly(HEADER, "<a/>", "policy-violation");
    assertThat(framer.unread()).isZero();
  }

  @Test
  void an_element_may_have_as_many_bytes_as_the_limit_says() {
    feed(HEADER + "<a>" + "x".repeat(193) + "</a>" + "<a>");
    assertThat(found.list).hasSize(2);

    feed("x".repeat(194) + "</a>");
    assertThat(found.list).hasSize(3).endsWith("policy-violation");
  }

  @Test
  void limits_can_be_raised_once_the_client_is_known() {
    feed(HEADER);
    framer.limits(new FramerLimits(10_000, 5, 5));
    feed("<a>" + "x".repeat(5_000) + "</a>");

    assertThat(found.list).hasSize(2);
  }

  @Test
  void whatever_follows_the_end_is_ignored() {
    feed(HEADER + "</stream:stream><a/>");
    feed("<b");

    assertThat(found.list).containsExactly(HEADER, "close");
    assertThat(framer.isHalfRead()).isFalse();
  }

  @Test
  void a_stopped_framer_finds_nothing_more() {
    feed(HEADER + "<a");
    framer.stop();
    feed("/><b/>");

    assertThat(found.list).containsExactly(HEADER);
  }

  @Test
  void a_header_that_ends_at_once_is_a_header_and_an_end() {
    feed("<stream:stream/>");

    assertThat(found.list).containsExactly("<stream:stream/>", "close");
  }

  private final class Found implements Framer.Handler {
    private final List<String> list = new ArrayList<>();
    private String pauseAt = "";
    private int unread;

    @Override
    public void header(byte[] bytes, int offset, int length) {
      list.add(new String(bytes, offset, length, UTF_8));
    }

    @Override
    public void element(byte[] bytes, int offset, int length) {
      String element = new String(bytes, offset, length, UTF_8);
      list.add(element);
      if (element.equals(pauseAt)) {
        framer.pause();
        unread = framer.unread();
      }
    }

    @Override
    public void whitespace() {
      list.add("whitespace");
    }

    @Override
    public void close() {
      list.add("close");
    }

    @Override
    public void violation(StreamErrorCondition condition, String text) {
      list.add(condition.elementName());
    }
  }
}
