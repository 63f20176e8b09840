package im.fenghuo.muc;

import im.fenghuo.api.entity.EntityArchive;
import im.fenghuo.api.xml.Element;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a room is, in memory as in storage: a room that has none does not exist. Storage is changed
/// first.
final class RoomState {

  private final StoredRoom stored;
  private final EntityArchive archive;
  private final Affiliations affiliations;
  private final Map<String, Element> kept;
  private final Map<RoomKey<?>, Object> extensions = new HashMap<>();
  private RoomConfiguration configuration;
  private @Nullable RoomSubject subject;
  private boolean isLocked;

  RoomState(StoredRoom stored, EntityArchive archive) {
    this.stored = stored;
    this.archive = archive;
    this.affiliations = new Affiliations(stored);
    this.kept = new HashMap<>(stored.state());
    this.configuration = stored.configuration();
    this.subject = stored.subject();
    this.isLocked = stored.isLocked();
  }

  long id() {
    return stored.id();
  }

  byte[] secret() {
    return stored.secret();
  }

  StoredRoom stored() {
    return stored;
  }

  EntityArchive archive() {
    return archive;
  }

  Affiliations affiliations() {
    return affiliations;
  }

  RoomConfiguration configuration() {
    return configuration;
  }

  boolean isLocked() {
    return isLocked;
  }

  void configure(RoomConfiguration changed) {
    configuration = changed;
    isLocked = false;
  }

  @Nullable RoomSubject subject() {
    return subject;
  }

  void discuss(RoomSubject changed) {
    subject = changed;
  }

  @Nullable Element kept(String name) {
    return kept.get(name);
  }

  void keep(String name, @Nullable Element value) {
    if (value == null) {
      kept.remove(name);
    } else {
      kept.put(name, value);
    }
  }

  @SuppressWarnings("unchecked") // what is put is of the key's type
  <T> T get(RoomKey<T> key) {
    return (T) Objects.requireNonNull(extensions.get(key), key.toString());
  }

  <T> void set(RoomKey<T> key, T value) {
    extensions.put(key, value);
  }
}
