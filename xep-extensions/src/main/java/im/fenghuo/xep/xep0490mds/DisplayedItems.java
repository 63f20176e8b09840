package im.fenghuo.xep.xep0490mds;

import im.fenghuo.api.Account;
import im.fenghuo.api.Conversations;
import im.fenghuo.api.Db;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaId;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.Item;
import im.fenghuo.pubsub.Pubsub;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Has the server's read cursors follow the items of the devices. What they publish is theirs, and
/// may be anything (§5.2): what names no entry of the account's archive moves nothing.
final class DisplayedItems implements Pubsub.Follower {

  private final Conversations conversations;

  DisplayedItems(Conversations conversations) {
    this.conversations = conversations;
  }

  @Override
  public void published(Db db, Account account, Item item) {
    Jid with = jid(item.id());
    Element stanzaId = stanzaId(item.payload());
    if (with == null || stanzaId == null) {
      return;
    }
    Jid by = jid(Objects.requireNonNullElse(stanzaId.attribute("by"), ""));
    String id = stanzaId.attribute("id");
    if (by != null && id != null) {
      conversations.displayed(db, account, with, by, id);
    }
  }

  private static @Nullable Element stanzaId(@Nullable Element payload) {
    return payload == null || !payload.is(Xep0490Mds.NODE, "displayed")
        ? null
        : payload.child(StanzaId.NAMESPACE, "stanza-id");
  }

  private static @Nullable Jid jid(String text) {
    try {
      return Jid.parse(text);
    } catch (InvalidJidException e) {
      return null;
    }
  }

  @Override
  public void retracted(Db db, Account account, Collection<String> ids) {
    List<Jid> with =
        ids.stream()
            .map(DisplayedItems::jid)
            .filter(Objects::nonNull)
            .<Jid>map(jid -> jid)
            .toList();
    conversations.forget(db, account, with);
  }

  @Override
  public void cleared(Db db, Account account) {
    conversations.forgetAll(db, account);
  }
}
