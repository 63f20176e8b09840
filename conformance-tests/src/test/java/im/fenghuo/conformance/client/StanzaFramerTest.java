package im.fenghuo.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StanzaFramerTest {

  private static final String STREAM =
      "<?xml version='1.0'?><stream:stream from='a>b' xmlns='jabber:client'>";
  private static final String TALK =
      STREAM
          + "<message to='x'><body>a &gt; b</body></message>\n<presence/>"
          + "<a><![CDATA[</a>' ]>]]></a>"
          + "<iq id='1'><query><query/></query></iq></stream:stream>";
  private static final List<String> PIECES =
      List.of(
          "opened",
          "<message to='x'><body>a &gt; b</body></message>",
          "<presence/>",
          "<a><![CDATA[</a>' ]>]]></a>",
          "<iq id='1'><query><query/></query></iq>",
          "closed");

  private final List<String> seen = new ArrayList<>();
  private final StanzaFramer framer = new StanzaFramer();
  private final StanzaFramer.Sink sink =
      new StanzaFramer.Sink() {
        @Override
        public void streamOpened(byte[] bytes, int start, int end) {
          seen.add("opened");
        }

        @Override
        public void stanza(byte[] bytes, int start, int end) {
          seen.add(new String(bytes, start, end - start, UTF_8));
        }

        @Override
        public void streamClosed() {
          seen.add("closed");
        }
      };

  @Test
  void stanzas_are_cut_out_of_one_read() {
    feed(TALK);

    assertThat(seen).isEqualTo(PIECES);
  }

  @Test
  void stanzas_are_the_same_wherever_the_reads_are_split() {
    for (int size = 1; size < TALK.length(); size++) {
      seen.clear();
      StanzaFramer fresh = new StanzaFramer();
      for (int at = 0; at < TALK.length(); at += size) {
        byte[] part = TALK.substring(at, Math.min(at + size, TALK.length())).getBytes(UTF_8);
        fresh.feed(part, part.length, sink);
      }
      assertThat(seen).as("reads of %s bytes", size).isEqualTo(PIECES);
    }
  }

  @Test
  void only_the_given_length_of_the_buffer_counts() {
    byte[] buffer = Arrays.copyOf((STREAM + "<a/>").getBytes(UTF_8), 4096);

    framer.feed(buffer, STREAM.length(), sink);

    assertThat(seen).containsExactly("opened");
  }

  @Test
  void a_restarted_stream_begins_with_its_header_again() {
    feed(STREAM + "<success/>");
    feed(STREAM + "<features/>");

    assertThat(seen).containsExactly("opened", "<success/>", "opened", "<features/>");
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    framer.feed(bytes, bytes.length, sink);
  }
}
