package im.fenghuo.muc.mute;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Affiliation;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is muted in a room, and until when. Immutable.
///
/// @param people accounts, the one that was muted first first
/// @param everybody null unless everybody is
record Mutes(Map<Jid, Instant> people, @Nullable Everybody everybody) {

  static final Mutes NONE = new Mutes(Map.of(), null);

  private static final String NAMESPACE = "urn:fenghuo:mute:0";

  /// Everybody but admins and owners.
  ///
  /// @param moderates whether the room is moderated because of it, and not otherwise
  /// @param voiced accounts that were given voice nevertheless
  record Everybody(Instant until, boolean moderates, Set<Jid> voiced) {}

  Mutes with(Jid account, Instant until) {
    Map<Jid, Instant> more = new LinkedHashMap<>(people);
    more.put(account, until);
    return new Mutes(more, everybody);
  }

  /// Somebody is given voice.
  Mutes without(Jid account) {
    Map<Jid, Instant> rest = new LinkedHashMap<>(people);
    rest.remove(account);
    if (everybody == null) {
      return new Mutes(rest, null);
    }
    Set<Jid> voiced = new HashSet<>(everybody.voiced());
    voiced.add(account);
    return new Mutes(rest, new Everybody(everybody.until(), everybody.moderates(), voiced));
  }

  Mutes with(@Nullable Everybody all) {
    return new Mutes(people, all);
  }

  /// What is left at a time. That everybody is muted is left until it is ended.
  Mutes at(Instant now) {
    Map<Jid, Instant> rest = new LinkedHashMap<>(people);
    rest.values().removeIf(until -> !until.isAfter(now));
    return new Mutes(rest, everybody);
  }

  boolean isOver(Instant now) {
    return everybody != null && !everybody.until().isAfter(now);
  }

  /// Until when somebody is muted; null for not at all.
  ///
  /// @param account a bare JID
  @Nullable Instant until(Jid account, Affiliation affiliation, Instant now) {
    if (affiliation.administers()) {
      return null;
    }
    Instant own = people.get(account);
    Instant until = own;
    if (everybody != null
        && !everybody.voiced().contains(account)
        && (own == null || own.isBefore(everybody.until()))) {
      until = everybody.until();
    }
    return until == null || !until.isAfter(now) ? null : until;
  }

  /// When something ends next; null where nothing does.
  @Nullable Instant next() {
    Instant next = everybody == null ? null : everybody.until();
    for (Instant each : people.values()) {
      next = next == null || each.isBefore(next) ? each : next;
    }
    return next;
  }

  /// As it is kept with the room; null for nothing.
  @Nullable Element toElement() {
    if (people.isEmpty() && everybody == null) {
      return null;
    }
    Element.Builder mutes = Element.of(NAMESPACE, "mutes");
    people.forEach((jid, until) -> mutes.child(element("person", until, jid)));
    if (everybody != null) {
      Element.Builder all =
          Element.of(NAMESPACE, "everybody")
              .attribute("until", everybody.until().toString())
              .attribute("moderates", Boolean.toString(everybody.moderates()));
      everybody
          .voiced()
          .forEach(jid ->
              all.child(Element.of(NAMESPACE, "voiced").attribute("jid", jid.toString()).build()));
      mutes.child(all.build());
    }
    return mutes.build();
  }

  private static Element element(String name, Instant until, Jid jid) {
    return Element.of(NAMESPACE, name)
        .attribute("jid", jid.toString())
        .attribute("until", until.toString())
        .build();
  }

  /// As it was kept.
  static Mutes of(@Nullable Element kept) {
    Mutes mutes = NONE;
    if (kept != null) {
      for (Element each : kept.children()) {
        Instant until = Instant.parse(each.attribute("until"));
        mutes =
            each.name().equals("everybody")
                ? mutes.with(everybody(each, until))
                : mutes.with(jid(each), until);
      }
    }
    return mutes;
  }

  private static Jid jid(Element kept) {
    return Jid.parse(Objects.requireNonNull(kept.attribute("jid")));
  }

  private static Everybody everybody(Element kept, Instant until) {
    Set<Jid> voiced = new HashSet<>();
    kept.children().forEach(each -> voiced.add(jid(each)));
    return new Everybody(until, Boolean.parseBoolean(kept.attribute("moderates")), voiced);
  }
}
