package im.fenghuo.xep.xep0191blocking;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Block lists on their way to other servers and from them, as clients see them: XEP-0227 names
/// only the privacy lists that they have replaced. Everything blocks.
///
/// @param store where they are kept
record BlockPart(BlockStore store) implements AccountPart {

  @Override
  public boolean has(Element tag) {
    return tag.is(Xep0191Blocking.NAMESPACE, "blocklist");
  }

  @Override
  public void write(Owner owner, ElementWriter out) throws IOException {
    out.open(Xep0191Blocking.NAMESPACE, "blocklist");
    for (Jid jid : new TreeSet<>(store.load(owner.id()).jids())) {
      out.write(
          Element.of(Xep0191Blocking.NAMESPACE, "item").attribute("jid", jid.toString()).build());
    }
    out.close();
  }

  @Override
  public void read(Owner owner, OpenElement element, Consumer<String> leftOut) throws IOException {
    List<Jid> jids = new ArrayList<>();
    for (OpenElement each = element.next(); each != null; each = element.next()) {
      String jid = each.tag().attribute("jid");
      try {
        jids.add(Jid.parse(jid == null ? "" : jid));
      } catch (InvalidJidException e) {
        leftOut.accept("a blocked JID that is none");
      }
    }
    try {
      if (!jids.isEmpty()) {
        store.block(owner.id(), jids, _ -> {});
      }
    } catch (StanzaException e) {
      leftOut.accept("the block list: " + e.getMessage());
    }
  }
}
