package im.fenghuo.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WebChatTest {
  @Test
  void the_page_names_only_files_that_are_packed_with_it() throws IOException {
    var named =
        Pattern.compile("(?:src|href)=\"([^\"]*)\"")
            .matcher(text("index.html"))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(named).isNotEmpty().allSatisfy(WebChatTest::isPacked);
  }

  @Test
  void what_the_client_loads_later_is_packed_with_it() {
    isPacked("converse/libomemo.esm.min.js");
    isPacked("converse/curve25519_compiled.wasm");
    isPacked("converse/emoji.json");
    isPacked("converse/sounds/msg_received.ogg");
    isPacked("converse/chunkjs/locales/de-LC_MESSAGES-converse-po.js");
    isPacked("converse/LICENSE");
  }

  @Test
  void the_page_has_no_inline_script() throws IOException {
    assertThat(text("index.html")).doesNotContainPattern("<script(?![^>]*src=)|\\son\\w+=");
  }

  @Test
  void our_own_script_names_no_other_host() throws IOException {
    assertThat(text("chat.js")).doesNotContain("//conversejs").doesNotContainPattern("https?://");
  }

  private static void isPacked(String name) {
    assertThat(WebChat.class.getClassLoader().getResource(WebChat.RESOURCES + "/" + name))
        .as(name)
        .isNotNull();
  }

  private static String text(String name) throws IOException {
    try (var in =
        WebChat.class.getClassLoader().getResourceAsStream(WebChat.RESOURCES + "/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
