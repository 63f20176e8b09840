package im.fenghuo.xep.xep0363httpupload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a client wants to upload.
///
/// @param name as it becomes part of the address
/// @param type null when it was not announced
/// @param expireBefore for ephemeral files, null for others
record SlotRequest(
    String name,
    long size,
    @Nullable String type,
    Purpose purpose,
    @Nullable Instant expireBefore) {

  /// §5: what the file is for.
  enum Purpose {
    MESSAGE,
    PROFILE,
    EPHEMERAL;

    /// What shares a quota: 1 for profiles, 0 for all else.
    int bucket() {
      return this == PROFILE ? 1 : 0;
    }
  }
}
