package im.fenghuo.archive;

import im.fenghuo.api.Jid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Contents of archives for tests.
public final class Contents {

  private Contents() {}

  /// Something that the archive's owner has sent.
  public static Content sent(Jid peer, String text) {
    byte[] stanza = text.getBytes(StandardCharsets.UTF_8);
    return new Content(Instant.EPOCH, peer, true, stanza, true, List.of());
  }
}
