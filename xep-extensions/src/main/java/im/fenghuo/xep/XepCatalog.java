package im.fenghuo.xep;

import im.fenghuo.api.Services;
import im.fenghuo.api.Xep;
import im.fenghuo.mam.ArchiveQueries;
import im.fenghuo.mam.MamSettings;
import im.fenghuo.muc.RoomSettings;
import im.fenghuo.muc.Rooms;
import im.fenghuo.muc.mention.Mentions;
import im.fenghuo.muc.mute.TimedMute;
import im.fenghuo.pubsub.Pubsub;
import im.fenghuo.pubsub.PubsubSettings;
import im.fenghuo.pubsub.bookmark.BookmarkExtensions;
import im.fenghuo.xep.xep0012iqlast.Xep0012IqLast;
import im.fenghuo.xep.xep0030disco.Xep0030Disco;
import im.fenghuo.xep.xep0045muc.Xep0045Muc;
import im.fenghuo.xep.xep0049iqprivate.Xep0049IqPrivate;
import im.fenghuo.xep.xep0050adhoc.Xep0050Adhoc;
import im.fenghuo.xep.xep0054vcardtemp.Xep0054VcardTemp;
import im.fenghuo.xep.xep0059rsm.Xep0059Rsm;
import im.fenghuo.xep.xep0060pubsub.Xep0060Pubsub;
import im.fenghuo.xep.xep0065bytestreams.ProxySettings;
import im.fenghuo.xep.xep0065bytestreams.Xep0065Bytestreams;
import im.fenghuo.xep.xep0066oob.Xep0066Oob;
import im.fenghuo.xep.xep0077iqregister.RegisterSettings;
import im.fenghuo.xep.xep0077iqregister.Xep0077IqRegister;
import im.fenghuo.xep.xep0085chatstates.Xep0085ChatStates;
import im.fenghuo.xep.xep0092iqversion.Xep0092IqVersion;
import im.fenghuo.xep.xep0115caps.Xep0115Caps;
import im.fenghuo.xep.xep0133admin.Xep0133Admin;
import im.fenghuo.xep.xep0157contacts.ContactSettings;
import im.fenghuo.xep.xep0157contacts.Xep0157Contacts;
import im.fenghuo.xep.xep0160msgoffline.Xep0160MsgOffline;
import im.fenghuo.xep.xep0163pep.Xep0163Pep;
import im.fenghuo.xep.xep0191blocking.Xep0191Blocking;
import im.fenghuo.xep.xep0199ping.Xep0199Ping;
import im.fenghuo.xep.xep0202time.Xep0202Time;
import im.fenghuo.xep.xep0203delay.Xep0203Delay;
import im.fenghuo.xep.xep0280carbons.Xep0280Carbons;
import im.fenghuo.xep.xep0308messagecorrect.Xep0308MessageCorrect;
import im.fenghuo.xep.xep0313mam.Xep0313Mam;
import im.fenghuo.xep.xep0317hats.Xep0317Hats;
import im.fenghuo.xep.xep0334hints.Xep0334Hints;
import im.fenghuo.xep.xep0352csi.CsiSettings;
import im.fenghuo.xep.xep0352csi.Xep0352Csi;
import im.fenghuo.xep.xep0359stanzaid.Xep0359StanzaId;
import im.fenghuo.xep.xep0363httpupload.UploadSettings;
import im.fenghuo.xep.xep0363httpupload.Xep0363HttpUpload;
import im.fenghuo.xep.xep0372refs.Xep0372Refs;
import im.fenghuo.xep.xep0384omemo.Xep0384Omemo;
import im.fenghuo.xep.xep0398pepvcardconversion.Xep0398PepVcardConversion;
import im.fenghuo.xep.xep0402bookmarks2.Xep0402Bookmarks2;
import im.fenghuo.xep.xep0410mucselfping.Xep0410MucSelfPing;
import im.fenghuo.xep.xep0411bookmarksconversion.Xep0411BookmarksConversion;
import im.fenghuo.xep.xep0421occupantid.Xep0421OccupantId;
import im.fenghuo.xep.xep0424messageretract.Xep0424MessageRetract;
import im.fenghuo.xep.xep0425moderation.Xep0425Moderation;
import im.fenghuo.xep.xep0428fallback.Xep0428Fallback;
import im.fenghuo.xep.xep0430inbox.InboxSettings;
import im.fenghuo.xep.xep0430inbox.Xep0430Inbox;
import im.fenghuo.xep.xep0431fulltext.Xep0431FullText;
import im.fenghuo.xep.xep0433extendedchannelsearch.Xep0433ExtendedChannelSearch;
import im.fenghuo.xep.xep0441mamprefs.Xep0441MamPrefs;
import im.fenghuo.xep.xep0444reactions.Xep0444Reactions;
import im.fenghuo.xep.xep0447sfs.Xep0447Sfs;
import im.fenghuo.xep.xep0469bookmarkspinning.Xep0469BookmarksPinning;
import im.fenghuo.xep.xep0486mucavatars.Xep0486MucAvatars;
import im.fenghuo.xep.xep0490mds.Xep0490Mds;
import im.fenghuo.xep.xep0492notificationsettings.Xep0492NotificationSettings;
import im.fenghuo.xep.xep0500mucslowmode.Xep0500MucSlowMode;
import im.fenghuo.xep.xep0513mentions.Xep0513Mentions;
import java.util.List;
import java.util.Map;

/// The table of contents: every extension there is, by number.
public final class XepCatalog {

  /// The records of their sections `[xep.NAME]` in the configuration, by name.
  public static final Map<String, Class<? extends Record>> SETTINGS =
      Map.of(
          "register", RegisterSettings.class,
          "contacts", ContactSettings.class,
          "csi", CsiSettings.class,
          "inbox", InboxSettings.class,
          "mam", MamSettings.class,
          "proxy", ProxySettings.class,
          "pubsub", PubsubSettings.class,
          "muc", RoomSettings.class,
          "upload", UploadSettings.class);

  private XepCatalog() {}

  /// What was configured.
  @FunctionalInterface
  public interface Settings {
    /// The section of that name, which is of that type.
    <R extends Record> R of(String name, Class<R> type);
  }

  /// Whether people may make accounts themselves, by a client.
  public static boolean offersRegistration(Settings settings) {
    return register(settings).registration() != RegisterSettings.Mode.OFF;
  }

  private static RegisterSettings register(Settings settings) {
    return settings.of("register", RegisterSettings.class);
  }

  /// All extensions.
  ///
  /// @param services what the server offers them
  /// @param settings what was configured
  public static List<Xep> all(Services services, Settings settings) {
    Xep0115Caps caps = new Xep0115Caps(services.directory(), services.db());
    Xep0431FullText search = new Xep0431FullText(services.archive());
    ArchiveQueries archives =
        new ArchiveQueries(
            services.archive(), settings.of("mam", MamSettings.class), List.of(search));
    Pubsub pubsub = new Pubsub(services, settings.of("pubsub", PubsubSettings.class));
    Rooms rooms = new Rooms(services, settings.of("muc", RoomSettings.class));
    rooms.follow(pubsub);
    TimedMute.install(rooms.registrar());
    Mentions mentions = new Mentions(services);
    Xep0402Bookmarks2 bookmarks = new Xep0402Bookmarks2(pubsub);
    BookmarkExtensions bookmarkExtensions = new BookmarkExtensions(services.db(), pubsub);
    Xep0469BookmarksPinning pins = new Xep0469BookmarksPinning(bookmarkExtensions);
    Xep0054VcardTemp vcards = new Xep0054VcardTemp(services.db());
    return List.of(
        new Xep0012IqLast(services),
        new Xep0030Disco(services.directory()),
        new Xep0045Muc(rooms),
        new Xep0049IqPrivate(services.db(), List.of(bookmarks)),
        new Xep0050Adhoc(services),
        vcards,
        new Xep0059Rsm(),
        new Xep0060Pubsub(pubsub),
        new Xep0065Bytestreams(settings.of("proxy", ProxySettings.class)),
        new Xep0066Oob(),
        new Xep0077IqRegister(services, register(settings)),
        new Xep0085ChatStates(),
        new Xep0092IqVersion(services.directory()),
        caps,
        new Xep0133Admin(services),
        new Xep0157Contacts(settings.of("contacts", ContactSettings.class)),
        new Xep0160MsgOffline(),
        new Xep0163Pep(pubsub, caps.clients()),
        new Xep0191Blocking(services.db()),
        new Xep0199Ping(),
        new Xep0202Time(services.clock()),
        new Xep0203Delay(),
        new Xep0280Carbons(),
        new Xep0308MessageCorrect(),
        new Xep0313Mam(services.archive(), archives, rooms.registrar()),
        new Xep0317Hats(rooms),
        new Xep0334Hints(),
        new Xep0352Csi(settings.of("csi", CsiSettings.class)),
        new Xep0359StanzaId(rooms),
        new Xep0363HttpUpload(services, settings.of("upload", UploadSettings.class)),
        new Xep0372Refs(mentions),
        new Xep0384Omemo(),
        new Xep0398PepVcardConversion(services.db(), pubsub, vcards),
        bookmarks,
        new Xep0410MucSelfPing(rooms),
        new Xep0411BookmarksConversion(),
        new Xep0421OccupantId(rooms),
        new Xep0424MessageRetract(rooms),
        new Xep0425Moderation(rooms, services.archive()),
        new Xep0428Fallback(),
        new Xep0430Inbox(services.conversations(), pins, settings.of("inbox", InboxSettings.class)),
        search,
        new Xep0433ExtendedChannelSearch(rooms),
        new Xep0441MamPrefs(services.db()),
        new Xep0444Reactions(),
        new Xep0447Sfs(),
        pins,
        new Xep0486MucAvatars(rooms, services.db()),
        new Xep0490Mds(pubsub, services.conversations()),
        new Xep0492NotificationSettings(bookmarkExtensions),
        new Xep0500MucSlowMode(rooms, services.archive()),
        new Xep0513Mentions(rooms, mentions));
  }
}
