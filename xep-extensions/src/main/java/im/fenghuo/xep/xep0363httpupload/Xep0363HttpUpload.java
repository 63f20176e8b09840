package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.Directory;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Services;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.web.WebLimits;
import im.fenghuo.api.xml.Element;
import im.fenghuo.xep.xep0363httpupload.SlotRequest.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// [XEP-0363](https://xmpp.org/extensions/xep-0363.html): HTTP File Upload, to a directory.
public final class Xep0363HttpUpload implements Xep {

  private static final Target SERVICE = Target.service("upload");
  private static final String PATH = "/upload/";

  /// Whoever is slower than that has lost the connection.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int LEAST_BYTES = 4096;

  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Directory directory;
  private final UploadSettings settings;
  private final UploadStore store;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /// @param services of the server
  /// @param settings what may be uploaded
  public Xep0363HttpUpload(Services services, UploadSettings settings) {
    this.directory = services.directory();
    this.settings = settings;
    this.store = new UploadStore(services.db());
    this.clock = services.clock();
  }

  @Override
  public Document document() {
    return new Document(363, "http-upload", "1.2.0");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0363HttpUpload.class, List.of("schema/0001-upload-file.sql"));
    on.identity(SERVICE, new Registrar.Identity("store", "file", "HTTP File Upload"));
    on.feature(SERVICE, UploadCodec.NAMESPACE);
    for (Purpose purpose : Purpose.values()) {
      on.feature(SERVICE, UploadCodec.feature(purpose));
    }
    on.form(SERVICE, UploadCodec.form(settings.maxFileSize().bytes()));
    FileStore files = files();
    Allowance allowance = new Allowance(settings, files);
    on.iq(
        Iq.Type.GET,
        SERVICE,
        UploadCodec.NAMESPACE,
        "request",
        request -> slot(request, allowance));
    on.web(
        PATH,
        new WebLimits(
            settings.transfers(), PATIENCE, LEAST_BYTES, settings.bytesPerSecond().bytes()),
        new UploadHandler(store, files, settings.slotTimeout(), clock));
    Sweep sweep = new Sweep(store, files, clock);
    on.every(SWEEP, sweep);
    on.references(new References(PATH)::of);
    on.released((name, author) -> sweep.released(References.id(name), author));
  }

  /// Blocks. A directory that cannot be used stops the start.
  private FileStore files() {
    Path path = settings.directory().orElseGet(() -> directory.data().resolve("uploads"));
    try {
      return DiskFiles.in(path);
    } catch (IOException e) {
      throw new UncheckedIOException("uploads cannot be kept in " + path, e);
    }
  }

  /// Blocks. §4.
  private Element slot(IqRequest request, Allowance allowance) throws StanzaException {
    Session session = request.ownSession("Only people who live here may upload files");
    SlotRequest wanted = UploadCodec.request(request.payload());
    Instant now = clock.instant();
    String id = Token.make(random);
    String token = Token.make(random);
    allowance.checkSize(wanted);
    store.add(
        new UploadStore.Slot(
            id,
            session.account().id(),
            wanted,
            Token.hash(token),
            now,
            now.plus(settings.slotTimeout()),
            expires(wanted, now)),
        usage -> allowance.check(wanted, usage));
    String address = address(session) + PATH + id + "/" + FileName.encoded(wanted.name());
    return UploadCodec.slot(address, Map.of("Authorization", Token.header(token)), address);
  }

  private @Nullable Instant expires(SlotRequest wanted, Instant now) {
    if (wanted.purpose() == Purpose.PROFILE) {
      return null;
    }
    Instant kept = now.plus(settings.keep());
    Instant limit = wanted.expireBefore();
    return limit == null || limit.isAfter(kept) ? kept : limit;
  }

  private String address(Session session) {
    return directory.webAddress(session.jid().domainpart());
  }
}
