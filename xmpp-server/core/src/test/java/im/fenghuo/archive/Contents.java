package im.fenghuo.archive;

import im.fenghuo.api.Jid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Contents of archives for tests.
public final class Contents {

  private Contents() {}

  /// A lane that is only asked for its archive's number.
  public static ArchiveLane lane(long archive) {
    return new ArchiveLane(archive, ArchiveEnd.EMPTY, Retention.FOREVER, null, null, null, null);
  }

  /// A row that is kept forever.
  public static Row kept(ArchiveLane lane, long number, int tag, Content content) {
    return new Row(lane, number, tag, content, Retention.NEVER, Retention.NEVER, new Receipt());
  }

  /// Something that the archive's owner has sent.
  public static Content sent(Jid peer, String text) {
    return sent(peer, text, Instant.EPOCH);
  }

  /// The same at another time.
  public static Content sent(Jid peer, String text, Instant at) {
    byte[] stanza = text.getBytes(StandardCharsets.UTF_8);
    return new Content(at, peer, true, stanza, true, List.of());
  }
}
