package im.fenghuo.muc.mention;

import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Room;
import org.jspecify.annotations.Nullable;

/// One way to write mentions.
@FunctionalInterface
public interface MentionSyntax {

  /// What a child of a message mentions; null for what is no mention. May not wait.
  @Nullable Mention read(Room room, Element child);
}
