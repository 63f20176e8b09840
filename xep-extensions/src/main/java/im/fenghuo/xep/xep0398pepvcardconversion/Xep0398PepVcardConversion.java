package im.fenghuo.xep.xep0398pepvcardconversion;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Vcards;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.Item;
import im.fenghuo.pubsub.NodeConfig;
import im.fenghuo.pubsub.PersonalNodes;
import im.fenghuo.pubsub.Pubsub;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [XEP-0398](https://xmpp.org/extensions/xep-0398.html): User Avatar to vCard-Based Avatars
/// Conversion. An avatar that everybody may see is in the vCard, too, and its hash in presence
/// (XEP-0153); a photo in a vCard is an avatar of XEP-0084.
public final class Xep0398PepVcardConversion implements Xep {

  private static final String DATA = "urn:xmpp:avatar:data";
  private static final String METADATA = "urn:xmpp:avatar:metadata";

  private static final Account.Key<String> HASH = new Account.Key<>("avatar hash");

  private final Db db;
  private final Pubsub pubsub;
  private final PersonalNodes nodes;
  private final Vcards vcards;

  /// @param pubsub the engine
  /// @param vcards where photos are
  public Xep0398PepVcardConversion(Db db, Pubsub pubsub, Vcards vcards) {
    this.db = db;
    this.pubsub = pubsub;
    this.nodes = pubsub.personalNodes();
    this.vcards = vcards;
  }

  @Override
  public Document document() {
    return new Document(398, "pep-vcard-conversion", "1.0.1");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0398PepVcardConversion.class, List.of("schema/0001-avatar.sql"));
    on.feature(Target.ACCOUNT, "urn:xmpp:pep-vcard-conversion:0");
    on.accountState(HASH, this::load);
    on.presenceSent(
        Phase.MARK,
        (presence, route) ->
            new Verdict.Pass<>(PresenceHash.add(presence, route.account().get(HASH))));
    pubsub.onChange(METADATA, this::copyToVcard);
    vcards.listen(this::copyToPep);
    on.accountPart(new AvatarPart(this));
  }

  String load(long account) {
    return db.queryOne("SELECT hash FROM avatar WHERE account = $1", account)
        .map(row -> row.text(0))
        .orElse("");
  }

  private void keep(Account account, String hash) {
    keep(account.id(), hash);
    account.set(HASH, hash);
  }

  void keep(long account, String hash) {
    db.update(
        """
        INSERT INTO avatar (account, hash) VALUES ($1, $2)
        ON CONFLICT (account) DO UPDATE SET hash = excluded.hash
        """,
        account,
        hash);
  }

  /// §3.1, for an avatar that everybody may see (§7). Blocks.
  private void copyToVcard(Account account) {
    List<Item> items = nodes.items(account, METADATA);
    Element metadata = items.isEmpty() ? null : items.getLast().payload();
    if (metadata == null) {
      return;
    }
    Element info = info(metadata);
    Photo photo = info == null ? null : published(account, info);
    boolean isGone = metadata.children().isEmpty();
    if (photo == null && !isGone) {
      return; // elsewhere, not for everybody, or not what it says
    }
    Element vcard = vcards.get(account);
    Photo before = vcard == null ? null : Photo.in(vcard);
    String hash = photo == null ? "" : photo.hash();
    if (!hash.equals(before == null ? "" : before.hash())) {
      vcards.put(account, Photo.replace(vcard, photo));
    }
    keep(account, hash);
  }

  /// The info of the image that is not elsewhere in the web.
  private static @Nullable Element info(Element metadata) {
    for (Element each : metadata.children()) {
      if (each.is(METADATA, "info") && each.attribute("url") == null) {
        return each;
      }
    }
    return null;
  }

  private @Nullable Photo published(Account account, Element info) {
    String id = info.attribute("id");
    String type = info.attribute("type");
    if (id == null || !nodes.accessModel(account, DATA).equals("open")) {
      return null;
    }
    Optional<Item> item = nodes.item(account, DATA, id);
    Element data = item.map(Item::payload).orElse(null);
    Photo photo = data == null ? null : Photo.of(type == null ? "image/png" : type, data.text());
    return photo == null || !photo.hash().equalsIgnoreCase(id) ? null : photo;
  }

  /// §3.2. Blocks.
  private void copyToPep(Account account, Element vcard) throws StanzaException {
    Photo photo = Photo.in(vcard);
    String hash = photo == null ? "" : photo.hash();
    if (hash.equals(load(account.id()))) {
      return;
    }
    keep(account, hash);
    Element.Builder metadata = Element.of(METADATA, "metadata");
    if (photo != null) {
      Element data = Element.of(DATA, "data").text(photo.data()).build();
      nodes.publish(account, DATA, hash, data, NodeConfig.ofPublicData());
      metadata.child(
          Element.of(METADATA, "info")
              .attribute("id", hash)
              .attribute("type", photo.type())
              .attribute("bytes", Integer.toString(photo.size()))
              .build());
    }
    nodes.publish(
        account,
        METADATA,
        photo == null ? "none" : hash,
        metadata.build(),
        NodeConfig.ofPublicData());
  }
}
