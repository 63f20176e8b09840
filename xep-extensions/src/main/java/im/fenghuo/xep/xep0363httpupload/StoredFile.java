package im.fenghuo.xep.xep0363httpupload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a slot or a file that somebody may use.
///
/// @param type null when it was not announced and nothing was uploaded yet
/// @param tokenHash of what its owner shows
/// @param until when the slot ends
/// @param uploaded null while it is only a slot
/// @param expires null for as long as the account
record StoredFile(
    String id,
    String name,
    @Nullable String type,
    long size,
    String tokenHash,
    Instant until,
    @Nullable Instant uploaded,
    @Nullable Instant expires) {

  @Override
  public String toString() {
    return id; // nothing that logs should not say
  }
}
