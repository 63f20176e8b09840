package im.fenghuo.transfer;

import im.fenghuo.api.AccountPart.Owner;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Forwarded;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.StanzaId;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.OpenElement;
import im.fenghuo.archive.ArchiveAppender;
import im.fenghuo.archive.ArchiveId;
import im.fenghuo.archive.Content;
import im.fenghuo.registry.Registry;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The messages of an account that comes in. Which number a message gets depends on the file alone,
/// so those that came before the import was cut off are known by their numbers. Everything blocks.
final class ArchiveImport {

  /// Messages that wait for the archive that they belong behind, and ids of the archive by which
  /// messages that are said to be undelivered are found in it.
  private static final int REMEMBERED = 10_000;

  private final Owner owner;
  private final Registry registry;
  private final ArchiveAppender appender;
  private final ImportReport report;

  /// What was durable before.
  private final long stored;

  private final int tag = ThreadLocalRandom.current().nextInt();
  private final List<Element> held = new ArrayList<>();
  private final Map<String, Long> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable Origin origin;
  private boolean hasArchive;
  private long last;
  private long undelivered = Long.MAX_VALUE;

  ArchiveImport(Owner owner, Registry registry, ArchiveAppender appender, ImportReport report) {
    this.owner = owner;
    this.registry = registry;
    this.appender = appender;
    this.report = report;
    this.stored = appender.last();
  }

  /// It comes from a server like this one: numbers stay.
  void from(Origin server) {
    origin = server;
  }

  /// Where it comes from; null for a server of another kind.
  @Nullable Origin origin() {
    return origin;
  }

  /// The archive, oldest message first.
  void readArchive(OpenElement archive) throws IOException {
    hasArchive = true;
    for (OpenElement each = archive.next(); each != null; each = archive.next()) {
      Element result = each.whole();
      String id = result.attribute("id");
      Element forwarded = result.child(Forwarded.NAMESPACE, "forwarded");
      Element message = forwarded == null ? null : forwarded.child(Stanza.NAMESPACE, "message");
      Instant at = forwarded == null ? null : stamp(forwarded);
      if (id == null || message == null || at == null) {
        report.leaveOut("a message of the archive without id, time or message");
        continue;
      }
      take(id, at, message);
    }
  }

  /// What is still to be delivered. From a server like this one that is known already.
  void readOffline(OpenElement messages) throws IOException {
    if (origin != null) {
      return;
    }
    for (OpenElement each = messages.next(); each != null; each = messages.next()) {
      Element message = each.whole();
      if (hasArchive) {
        takeOffline(message);
      } else if (held.size() == REMEMBERED) {
        throw new IOException(
            "more than %d offline messages come before the archive".formatted(REMEMBERED));
      } else {
        held.add(message);
      }
    }
  }

  /// Ends it: all is durable.
  ///
  /// @return the last number that needs no delivery
  long finish() throws IOException {
    for (Element message : held) {
      takeOffline(message);
    }
    appender.flush();
    return origin != null ? Math.min(origin.delivered(), last) : Math.min(undelivered - 1, last);
  }

  private void takeOffline(Element message) throws IOException {
    for (Element child : message.children()) {
      String id = child.attribute("id");
      Long number =
          child.is(StanzaId.NAMESPACE, "stanza-id") && isOwn(child.attribute("by"))
              ? recent.get(id == null ? "" : id)
              : null;
      if (number != null) {
        undelivered = Math.min(undelivered, number);
        return;
      }
    }
    Instant at = stamp(message);
    if (take("", at == null ? Instant.EPOCH : at, message)) {
      undelivered = Math.min(undelivered, last);
    }
  }

  /// Whether it has got a number.
  private boolean take(String id, Instant at, Element element) throws IOException {
    Content content = content(at, element);
    if (content == null) {
      report.leaveOut("a message with malformed addresses");
      return false;
    }
    ArchiveId former = origin == null ? null : ArchiveId.parse(id);
    if (former == null || former.number() <= last) {
      former = new ArchiveId(last + 1, tag);
    }
    last = former.number();
    if (!id.isEmpty()) {
      recent.put(id, last);
    }
    if (last > stored) {
      appender.add(last, former.tag(), content);
      report.message();
    }
    return true;
  }

  private @Nullable Content content(Instant at, Element element) {
    try {
      Message message = Message.of(element.without(this::isOurs));
      Jid from = message.from() == null ? owner.jid() : message.from();
      Jid to = message.to() == null ? owner.jid() : message.to();
      // What somebody sends to themselves is archived as received.
      boolean outgoing = isOwn(from.toString()) && !isOwn(to.toString());
      Message addressed = message.withAddresses(from, to);
      return new Content(
          at,
          outgoing ? to : from,
          outgoing,
          addressed.bytes(),
          registry.isReadable(addressed),
          registry.references(addressed),
          registry.retractions().of(addressed));
    } catch (StanzaException e) {
      return null;
    }
  }

  /// What the former server has added.
  private boolean isOurs(Element child) {
    return (child.is(StanzaId.NAMESPACE, "stanza-id") && isOwn(child.attribute("by")))
        || (child.is(Delay.NAMESPACE, "delay")
            && owner.jid().domainpart().equals(child.attribute("from")));
  }

  private boolean isOwn(@Nullable String jid) {
    try {
      return jid != null && Jid.parse(jid).bare().equals(owner.jid());
    } catch (InvalidJidException e) {
      return false;
    }
  }

  private static @Nullable Instant stamp(Element parent) {
    Element delay = parent.child(Delay.NAMESPACE, "delay");
    String stamp = delay == null ? null : delay.attribute("stamp");
    try {
      return stamp == null ? null : OffsetDateTime.parse(stamp).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
