package im.fenghuo.transfer;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.AccountPart.Owner;
import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.OpenElement;
import im.fenghuo.archive.ArchiveAppender;
import im.fenghuo.archive.PgRowStore;
import im.fenghuo.sasl.SaslException;
import im.fenghuo.sasl.ScramCredentials;
import im.fenghuo.sasl.ScramKeys;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes accounts of what another server has exported (XEP-0227). In memory is one element at a
/// time, and a batch of messages. An import that was cut off goes on when the same document comes
/// again, and nothing is there twice.
public final class AccountImport {

  private static final String INCLUDE = "http://www.w3.org/2001/XInclude";

  private final TransferGround ground;
  private final ImportTable table;
  private final SecureRandom random = new SecureRandom();

  /// @param ground what it stands on
  public AccountImport(TransferGround ground) {
    this.ground = ground;
    this.table = new ImportTable(ground.db());
  }

  /// Reads a document with any number of accounts, one after the other. Blocks.
  ///
  /// @param digest tells the document from others
  /// @throws StanzaException `conflict` for an account that exists, `item-not-found` for a domain
  ///   that is not served here; what came before it is there
  /// @throws IOException when the document cannot be read to its end
  public ImportReport read(InputStream document, String digest)
      throws IOException, StanzaException {
    ImportReport report = new ImportReport();
    OpenElement root = OpenElement.root(document);
    if (!root.tag().is(Names.NAMESPACE, "server-data")) {
      throw new IOException("the document is none of XEP-0227: it begins with " + root.tag());
    }
    for (OpenElement host = root.next(); host != null; host = root.next()) {
      if (is(host, "host", report)) {
        String domain = domain(host.tag());
        for (OpenElement user = host.next(); user != null; user = host.next()) {
          if (is(user, "user", report)) {
            read(user, account(user.tag(), domain), digest, report);
          }
        }
      }
    }
    return report;
  }

  private static boolean is(OpenElement element, String name, ImportReport report)
      throws IOException {
    Element tag = element.tag();
    if (tag.is(INCLUDE, "include")) {
      throw new IOException(
          "the document includes %s: put everything into one file"
              .formatted(tag.attribute("href")));
    }
    boolean is = tag.is(Names.NAMESPACE, name);
    if (!is) {
      report.leaveOut(name(tag));
    }
    return is;
  }

  private static String name(Element tag) {
    return "<%s xmlns='%s'/>".formatted(tag.name(), tag.namespace());
  }

  private String domain(Element host) throws StanzaException {
    String jid = host.attribute("jid");
    Jid domain = jid(jid == null ? "" : jid);
    if (!ground.registry().directory().domains().contains(domain.domainpart())) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "no accounts at " + jid + " here");
    }
    return domain.domainpart();
  }

  private static Jid account(Element user, String domain) throws StanzaException {
    String name = user.attribute("name");
    return jid((name == null ? "" : name) + "@" + domain);
  }

  private static Jid jid(String text) throws StanzaException {
    try {
      return Jid.parse(text);
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.JID_MALFORMED, "'" + text + "' is no JID");
    }
  }

  private void read(OpenElement user, Jid account, String digest, ImportReport report)
      throws IOException, StanzaException {
    ImportTable.Incoming incoming = begin(account, digest);
    if (incoming.isThere()) {
      report.wasThere(account);
      return;
    }
    Owner owner = new Owner(incoming.id(), account);
    try (PgRowStore rows = ground.rows()) {
      ArchiveImport archive =
          new ArchiveImport(
              owner,
              ground.registry(),
              new ArchiveAppender(ground.lanes().of(owner), rows, ground.archive()),
              report);
      String credentials = readChildren(user, owner, archive, report);
      long delivered = archive.finish();
      Origin origin = archive.origin();
      if (origin == null) {
        ground.cursors().guess(owner.id(), delivered);
      }
      Instant lastOnline = origin == null ? null : origin.lastOnline();
      table.end(owner.id(), credentials, delivered, lastOnline);
    }
    report.hasCome(account);
  }

  private ImportTable.Incoming begin(Jid account, String digest) throws StanzaException {
    try {
      return table.begin(account, digest);
    } catch (StanzaException e) {
      throw new StanzaException(e.condition(), account + ": " + e.getMessage());
    }
  }

  /// What is in the account; the answer are its credentials.
  private @Nullable String readChildren(
      OpenElement user, Owner owner, ArchiveImport archive, ImportReport report)
      throws IOException {
    List<ScramKeys> keys = new ArrayList<>();
    List<AccountPart> parts = ground.parts();
    for (OpenElement child = user.next(); child != null; child = user.next()) {
      Element tag = child.tag();
      if (ScramElements.is(tag)) {
        ScramElements.read(child.whole())
            .ifPresentOrElse(keys::add, () -> report.leaveOut("keys of " + tag));
      } else if (Origin.is(tag)) {
        Origin origin = Origin.of(tag);
        if (origin != null) {
          archive.from(origin);
        }
      } else if (tag.is(Names.MAM, "archive")) {
        archive.readArchive(child);
      } else if (tag.is(Names.NAMESPACE, "offline-messages")) {
        archive.readOffline(child);
      } else {
        read(parts, owner, child, report);
      }
    }
    return credentials(keys, user.tag().attribute("password"), report);
  }

  private static void read(
      List<AccountPart> parts, Owner owner, OpenElement element, ImportReport report)
      throws IOException {
    for (AccountPart part : parts) {
      if (part.has(element.tag())) {
        part.read(owner, element, report::leaveOut);
        return;
      }
    }
    report.leaveOut(name(element.tag()));
  }

  private @Nullable String credentials(
      List<ScramKeys> keys, @Nullable String password, ImportReport report) {
    if (!keys.isEmpty()) {
      return ScramCredentials.of(keys).toText();
    }
    if (password != null) {
      try {
        return ScramCredentials.derive(password, ground.iterations(), random).toText();
      } catch (SaslException e) {
        report.leaveOut("a password with characters that are not allowed");
        return null;
      }
    }
    report.leaveOut("no password or keys: nobody can sign in before a password is set");
    return null;
  }
}
