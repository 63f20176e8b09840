package im.fenghuo.muc;

import im.fenghuo.api.config.ByteSize;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.time.Duration;

/// What rooms may cost.
public record RoomSettings(
    @Setting(
            fallback = "local",
            doc = "Who may make rooms: `anyone`, `local` users of this server, or its `admins`.")
        Creators creators,
    @Setting(
            fallback = "50000",
            doc = "Nicknames in one room, whatever its own configuration says.")
        int occupants,
    @Setting(
            fallback = "20",
            doc = "How many owners and admins of a room enter it when it is full.")
        int extraAdmins,
    @Setting(fallback = "10", doc = "Sessions of one account with one nickname.")
        int sessionsPerNickname,
    @Setting(fallback = "64", doc = "Characters in a nickname.") int nickname,
    @Setting(
            fallback = "100",
            doc =
                "Messages of a room's history in memory: more are sent to nobody who enters,"
                    + " whatever the room's configuration says.")
        int history,
    @Setting(fallback = "256 KiB", doc = "Bytes of a room's history in memory.")
        ByteSize historySize,
    @Setting(fallback = "20", doc = "Invitations in one message.") int invitations,
    @Setting(
            fallback = "200",
            doc = "Requests of occupants to each other that a room waits for at a time.")
        int requests,
    @Setting(
            fallback = "30s",
            doc = "How long a room waits for the answer to a request of occupants to each other.")
        Duration answer) {

  /// Who may make rooms.
  public enum Creators {
    ANYONE,
    LOCAL,
    ADMINS
  }

  public RoomSettings {
    Settings.range("occupants", occupants, 1, 1_000_000);
    Settings.range("extra-admins", extraAdmins, 0, 1000);
    Settings.range("sessions-per-nickname", sessionsPerNickname, 1, 100);
    Settings.range("nickname", nickname, 8, 1023);
    Settings.range("history", history, 0, 1000);
    Settings.range("invitations", invitations, 1, 1000);
    Settings.range("requests", requests, 1, 100_000);
    Settings.range("answer", answer, Duration.ofSeconds(1), Duration.ofMinutes(10));
  }
}
