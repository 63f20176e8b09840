package im.fenghuo.transfer;

import im.fenghuo.account.AccountRecord;
import im.fenghuo.api.AccountPart;
import im.fenghuo.api.AccountPart.Owner;
import im.fenghuo.api.Archive;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Forwarded;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.StanzaId;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.sasl.Credentials;
import im.fenghuo.sasl.ScramCredentials;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes an account with everything that is kept of it (XEP-0227), whether it is in use or not. In
/// memory is a page of its archive, however long that is.
public final class AccountExport {

  private static final int PAGE = 500;

  private final TransferGround ground;

  /// @param ground what it stands on
  public AccountExport(TransferGround ground) {
    this.ground = ground;
  }

  /// Writes a document with this account alone: the messages that are there when it begins, and
  /// everything else as it is when its turn comes. Blocks.
  ///
  /// @throws StanzaException `item-not-found`; nothing is written then
  public void write(Jid account, OutputStream to) throws IOException, StanzaException {
    AccountRecord record = ground.accounts().find(account);
    if (record == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such account");
    }
    Owner owner = new Owner(record.id(), account);
    long last = ground.archive().lastNumber(record.id());
    OutputStream buffered = new BufferedOutputStream(to, 65_536);
    ElementWriter out = new ElementWriter(buffered);
    out.declaration();
    out.open(Names.NAMESPACE, "server-data");
    out.open(Names.NAMESPACE, "host", "jid", account.domainpart());
    out.open(Names.NAMESPACE, "user", "name", account.localpart());
    writeCredentials(record, out);
    out.write(new Origin(record.delivered(), record.lastOnline()).toElement());
    for (AccountPart part : ground.parts()) {
      part.write(owner, out);
    }
    writeArchive(owner, last, out);
    writeOffline(owner, record.delivered(), last, out);
    out.close();
    out.close();
    out.close();
    buffered.flush();
  }

  private static void writeCredentials(AccountRecord record, ElementWriter out) throws IOException {
    String keys = record.credentials();
    if (!keys.isEmpty() && !keys.equals(Credentials.ANONYMOUS)) {
      for (Element element : ScramElements.of(ScramCredentials.ofText(keys))) {
        out.write(element);
      }
    }
  }

  private void writeArchive(Owner owner, long last, ElementWriter out) throws IOException {
    out.open(Names.MAM, "archive");
    for (Pages pages = new Pages(owner, 0, last); pages.next(); ) {
      for (Archive.Entry entry : pages.page) {
        out.write(
            Element.of(Names.RESULT, "result")
                .attribute("id", entry.id())
                .child(
                    Element.of(Forwarded.NAMESPACE, "forwarded")
                        .child(
                            Element.of(Delay.NAMESPACE, "delay")
                                .attribute("stamp", Delay.stamp(entry.at()))
                                .build())
                        .build()
                        .withSerialized(entry.stanza()))
                .build());
      }
    }
    out.close();
  }

  /// For servers of another kind: what the archive has after the cursor.
  private void writeOffline(Owner owner, long delivered, long last, ElementWriter out)
      throws IOException {
    XmlParser parser = XmlParser.create();
    Jid server = Jid.of("", owner.jid().domainpart(), "");
    out.open(Names.NAMESPACE, "offline-messages");
    for (Pages pages = new Pages(owner, delivered, last); pages.next(); ) {
      for (Archive.Entry entry : pages.page) {
        if (!entry.outgoing() && !entry.retracted()) {
          byte[] xml = entry.stanza();
          out.write(
              parser
                  .parse(xml, 0, xml.length, Scope.NONE)
                  .with(Delay.element(server, entry.at()))
                  .with(StanzaId.element(owner.jid(), entry.id())));
        }
      }
    }
    out.close();
  }

  /// A part of an archive, page by page.
  private final class Pages {
    private final Owner owner;
    private final long last;
    private long after;
    private List<Archive.Entry> page = List.of();

    private Pages(Owner owner, long after, long last) {
      this.owner = owner;
      this.after = after;
      this.last = last;
    }

    /// Blocks. Whether there is one more.
    private boolean next() {
      page =
          ground.archive().after(owner.id(), after, PAGE).stream()
              .filter(entry -> entry.number() <= last)
              .toList();
      if (!page.isEmpty()) {
        after = page.getLast().number();
      }
      return !page.isEmpty();
    }
  }
}
