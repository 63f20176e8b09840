package im.fenghuo.xep.xep0441mamprefs;

import im.fenghuo.api.Account;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an account wants to be archived (XEP-0441 §2.1).
///
/// @param fallback for JIDs in neither list
record Preferences(Fallback fallback, Set<Jid> always, Set<Jid> never) {

  static final String NAMESPACE = "urn:xmpp:mam:2";

  /// What holds for whoever has never said anything.
  static final Preferences USUAL = new Preferences(Fallback.ALWAYS, Set.of(), Set.of());

  /// How many JIDs the lists may have together.
  private static final int MOST = 1000;

  enum Fallback {
    ALWAYS,
    NEVER,
    ROSTER;

    String value() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Fallback of(@Nullable String value) {
      return Arrays.stream(values())
          .filter(each -> each.value().equals(value))
          .findAny()
          .orElse(null);
    }
  }

  Preferences {
    always = Set.copyOf(always);
    never = Set.copyOf(never);
  }

  /// Whether what is exchanged with a JID is archived (§2.3). What both lists have is archived.
  boolean isArchived(Account account, Jid peer) {
    if (always.contains(peer) || always.contains(peer.bare())) {
      return true;
    }
    if (never.contains(peer) || never.contains(peer.bare())) {
      return false;
    }
    return switch (fallback) {
      case ALWAYS -> true;
      case NEVER -> false;
      case ROSTER -> account.roster().item(peer.bare()) != null;
    };
  }

  /// Reads what a client wishes.
  ///
  /// @throws StanzaException `bad-request`, `jid-malformed` or `resource-constraint`
  static Preferences of(Element prefs) throws StanzaException {
    Fallback fallback = Fallback.of(prefs.attribute("default"));
    if (fallback == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "default is always, never or roster");
    }
    Preferences wished = new Preferences(fallback, jids(prefs, "always"), jids(prefs, "never"));
    if (wished.always.size() + wished.never.size() > MOST) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT, "at most " + MOST + " JIDs can be listed");
    }
    return wished;
  }

  private static Set<Jid> jids(Element prefs, String list) throws StanzaException {
    Set<Jid> jids = new TreeSet<>();
    Element element = prefs.child(NAMESPACE, list);
    for (Element child : element == null ? List.<Element>of() : element.children()) {
      try {
        jids.add(Jid.parse(child.text().strip()));
      } catch (InvalidJidException e) {
        throw new StanzaException(Condition.JID_MALFORMED, child.text() + " is not a JID");
      }
    }
    return jids;
  }

  Element toElement() {
    return Element.of(NAMESPACE, "prefs")
        .attribute("default", fallback.value())
        .child(list("always", always))
        .child(list("never", never))
        .build();
  }

  private static Element list(String name, Set<Jid> jids) {
    Element.Builder list = Element.of(NAMESPACE, name);
    new TreeSet<>(jids).forEach(jid -> list.child("jid", jid.toString()));
    return list.build();
  }

  /// Blocks.
  static Preferences load(Db db, long account) {
    return db.queryOne(
            """
            SELECT fallback, array_to_string(always, E'\\n'), array_to_string(never, E'\\n')
            FROM archive_preference WHERE account = $1\
            """,
            account)
        .map(Preferences::of)
        .orElse(USUAL);
  }

  private static Preferences of(Row row) {
    Fallback fallback = Fallback.of(row.text(0));
    return fallback == null
        ? USUAL
        : new Preferences(fallback, jids(row.text(1)), jids(row.text(2)));
  }

  private static Set<Jid> jids(String lines) {
    Set<Jid> jids = new TreeSet<>();
    lines.lines().map(Jid::parse).forEach(jids::add);
    return jids;
  }

  /// Blocks.
  void store(Db db, long account) {
    db.update(
        """
        INSERT INTO archive_preference (account, fallback, always, never) VALUES ($1, $2, $3, $4)
        ON CONFLICT (account) DO UPDATE
        SET fallback = excluded.fallback, always = excluded.always, never = excluded.never\
        """,
        account,
        fallback.value(),
        strings(always),
        strings(never));
  }

  private static String[] strings(Set<Jid> jids) {
    return jids.stream().map(Jid::toString).toArray(String[]::new);
  }
}
