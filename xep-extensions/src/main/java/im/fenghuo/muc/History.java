package im.fenghuo.muc;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/// The last messages of the room, as those who enter get them (XEP-0045 §7.2.13): the end of its
/// archive, kept in memory. Only what has a body is part of it.
public final class History {

  private final Room room;
  private final EntityLane lane;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long size;

  /// @param message with its marks and its delay, written
  private record Entry(String id, Instant at, Jid account, Message message, long size) {}

  History(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// Reads the end of the archive. Blocks.
  void load(List<Archive.Entry> archived) {
    XmlParser parser = XmlParser.create();
    for (Archive.Entry entry : archived) {
      if (!entry.retracted()) {
        Element element = parser.parse(entry.stanza(), 0, entry.stanza().length, Scope.NONE);
        add(entry.id(), entry.at(), entry.peer().bare(), message(element));
      }
    }
  }

  private static Message message(Element archived) {
    try {
      return Message.of(archived);
    } catch (StanzaException e) {
      throw new IllegalStateException("this was archived: " + archived, e);
    }
  }

  /// Adds what was archived.
  ///
  /// @param account the real bare JID of whoever has said it
  /// @param message from the occupant JID
  void add(String id, Instant at, Jid account, Message message) {
    if (!message.has(Stanza.NAMESPACE, "body")) {
      return;
    }
    Message marked = message;
    for (RoomRegistrar.MessageMark each : room.registrations().marks()) {
      marked = each.mark(room, marked, id);
    }
    marked = marked.with(Delay.element(room.jid(), at)).withAddresses(marked.from(), null);
    Element written = marked.element().serialized();
    long characters = written.toString().length();
    entries.add(new Entry(id, at, account, marked.withElement(written), characters));
    size += characters;
    RoomSettings settings = room.settings();
    while (entries.size() > settings.history() || size > settings.historySize().bytes()) {
      size -= entries.remove().size();
    }
  }

  /// Forgets a message that was taken back.
  ///
  /// @param id what the archive calls it
  /// @param by the bare JID of who takes it back: its author or the room
  public void forget(String id, Jid by) {
    for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
      Entry each = all.next();
      if (each.id().equals(id) && (by.equals(each.account()) || by.equals(room.jid()))) {
        size -= each.size();
        all.remove();
      }
    }
  }

  void clear() {
    entries.clear();
    size = 0;
  }

  /// Sends as much as the room gives and the session wants.
  void send(Jid session, HistoryRequest wanted) {
    int most = Math.min(wanted.maxStanzas(), room.configuration().get(RoomOptions.MAX_HISTORY));
    Instant start = wanted.start(room.now());
    int address = " to=''".length() + session.toString().length();
    ArrayDeque<Message> chosen = new ArrayDeque<>();
    long characters = 0;
    for (Iterator<Entry> all = entries.descendingIterator(); all.hasNext(); ) {
      Entry each = all.next();
      characters += each.size() + address;
      if (chosen.size() == most || characters > wanted.maxChars() || each.at().isBefore(start)) {
        break;
      }
      chosen.addFirst(each.message());
    }
    chosen.forEach(message -> lane.send(message.withAddresses(message.from(), session)));
  }
}
