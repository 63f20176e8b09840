package im.fenghuo.muc;

import im.fenghuo.api.xml.Element;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a presence of the room says beside who somebody is: why, by whom, and status codes.
///
/// @param nickname the new one of who changes it, or null
/// @param actor the nickname of who has brought it about, or null
/// @param reason in a person's words, or null
/// @param detail a further child of the `<x/>`, such as `<destroy/>`, or null
/// @param codes status codes (XEP-0045 §12), in order
@SuppressWarnings("ArrayRecordComponent") // nobody changes or compares them
public record Notice(
    @Nullable String nickname,
    @Nullable String actor,
    @Nullable String reason,
    @Nullable Element detail,
    int... codes) {

  /// Nothing.
  public static final Notice NONE = new Notice(null, null, null, null);

  /// Status codes alone.
  public static Notice of(int... codes) {
    return new Notice(null, null, null, null, codes);
  }

  /// What somebody has brought about.
  ///
  /// @param actor their nickname, or null
  /// @param reason in their words, or null
  public static Notice by(@Nullable String actor, @Nullable String reason, int... codes) {
    return new Notice(null, actor, reason, null, codes);
  }

  /// The new nickname of somebody (§7.6).
  static Notice renamed(String nickname) {
    return new Notice(nickname, null, null, null, 303);
  }

  /// The same with further status codes.
  public Notice and(int... more) {
    int[] all =
        IntStream.concat(Arrays.stream(codes), Arrays.stream(more)).distinct().sorted().toArray();
    return new Notice(nickname, actor, reason, detail, all);
  }

  /// The same for a reason, if there is one.
  Notice because(@Nullable String otherReason) {
    return otherReason == null ? this : new Notice(nickname, actor, otherReason, detail, codes);
  }

  /// Adds the children of an `<item/>`.
  void describe(Element.Builder item) {
    item.attribute("nick", nickname);
    if (actor != null) {
      item.child(Element.of(Names.USER, "actor").attribute("nick", actor).build());
    }
    if (reason != null) {
      item.child("reason", reason);
    }
  }

  /// Adds what stands beside the `<item/>`.
  void conclude(Element.Builder x) {
    if (detail != null) {
      x.child(detail);
    }
    for (int code : codes) {
      x.child(Element.of(Names.USER, "status").attribute("code", Integer.toString(code)).build());
    }
  }
}
