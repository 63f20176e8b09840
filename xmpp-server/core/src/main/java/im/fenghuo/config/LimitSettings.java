package im.fenghuo.config;

import im.fenghuo.api.config.ByteSize;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.time.Duration;

/// What one client may ask of the server.
public record LimitSettings(
    @Setting(fallback = "512 KiB", doc = "The largest stanza of a client that has signed in.")
        ByteSize stanza,
    @Setting(fallback = "16 KiB", doc = "The largest element of a client that has not.")
        ByteSize stanzaBeforeAuthentication,
    @Setting(fallback = "64", doc = "How deep elements may be nested.") int depth,
    @Setting(fallback = "64", doc = "How many attributes an element may have.") int attributes,
    @Setting(
            fallback = "100",
            doc =
                "Stanzas that a client may send each second in the long run; one that sends faster"
                    + " is read more slowly. 0 for no limit.")
        int stanzasPerSecond,
    @Setting(fallback = "1 MiB", doc = "The same for bytes. \"0 B\" for no limit.")
        ByteSize bytesPerSecond,
    @Setting(
            fallback = "1000",
            doc =
                "Connections from one address at a time, to all ports together, and likewise BOSH"
                    + " sessions; IPv6 addresses with the same first 64 bits count as one. 0 for no"
                    + " limit, as where a proxy stands before the server.")
        int connectionsPerAddress,
    @Setting(fallback = "20", doc = "Sessions of one account at a time.") int sessionsPerAccount,
    @Setting(
            fallback = "1m",
            doc = "How long a client may take to sign in, bind a resource and be heard of.")
        Duration timeToBind,
    @Setting(
            fallback = "30s",
            doc = "How long a client may take to send a stanza that it has begun.")
        Duration timeForStanza,
    @Setting(
            fallback = "5m",
            doc =
                "How long a client may be silent until the server asks whether it is still there. 0s"
                    + " for ever.")
        Duration silence,
    @Setting(fallback = "1m", doc = "How long it may then stay silent until it is disconnected.")
        Duration timeToAnswer,
    @Setting(
            fallback = "5m",
            doc =
                "How long a session whose connection is lost waits for its client to come back"
                    + " (XEP-0198). \"0s\" to end it at once.")
        Duration timeToResume,
    @Setting(
            fallback = "10000",
            doc =
                "Stanzas that a client which acknowledges may be behind, until its session is ended."
                    + " Messages among them wait in the archive.")
        int unacknowledged,
    @Setting(
            fallback = "256",
            doc =
                "Stanzas of one client that are under way, until the server stops reading from it.")
        int window,
    @Setting(
            fallback = "8 MiB",
            doc = "What may wait for a client that reads too slowly, until it is disconnected.")
        ByteSize unsent,
    @Setting(fallback = "1000", doc = "Contacts in a roster.") int rosterItems) {

  private static final ByteSize MOST = new ByteSize(1L << 30);

  /// RFC 6120 §13.12: at least 10,000 bytes of a stanza must be accepted.
  public LimitSettings {
    Settings.range("stanza", stanza, new ByteSize(10_000), MOST);
    Settings.range(
        "stanza-before-authentication", stanzaBeforeAuthentication, new ByteSize(1024), stanza);
    Settings.range("depth", depth, 8, 1000);
    Settings.range("attributes", attributes, 16, 1000);
    Settings.range("stanzas-per-second", stanzasPerSecond, 0, Integer.MAX_VALUE);
    Settings.range("bytes-per-second", bytesPerSecond, new ByteSize(0), MOST);
    Settings.range("connections-per-address", connectionsPerAddress, 0, Integer.MAX_VALUE);
    Settings.range("sessions-per-account", sessionsPerAccount, 1, 10_000);
    Settings.range("time-to-bind", timeToBind, Duration.ofSeconds(1), Duration.ofHours(1));
    Settings.range("time-for-stanza", timeForStanza, Duration.ofSeconds(1), Duration.ofHours(1));
    Settings.range("silence", silence, Duration.ZERO, Duration.ofDays(1));
    Settings.range("time-to-answer", timeToAnswer, Duration.ofSeconds(1), Duration.ofHours(1));
    Settings.range("time-to-resume", timeToResume, Duration.ZERO, Duration.ofHours(24));
    Settings.range("unacknowledged", unacknowledged, 16, 1_000_000);
    Settings.range("window", window, 1, 100_000);
    Settings.range("unsent", unsent, stanza, MOST);
    Settings.range("roster-items", rosterItems, 1, 100_000);
  }
}
