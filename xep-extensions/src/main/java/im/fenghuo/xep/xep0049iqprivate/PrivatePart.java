package im.fenghuo.xep.xep0049iqprivate;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.Db;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Private elements on their way to other servers and from them (XEP-0227). Everything blocks.
///
/// @param db where they are kept
record PrivatePart(Db db) implements AccountPart {

  @Override
  public boolean has(Element tag) {
    return tag.is(Xep0049IqPrivate.NAMESPACE, "query");
  }

  @Override
  public void write(Owner owner, ElementWriter out) throws IOException {
    out.open(Xep0049IqPrivate.NAMESPACE, "query");
    for (Row row :
        db.query(
            "SELECT xml FROM private_xml WHERE account = $1 ORDER BY namespace, name",
            owner.id())) {
      out.write(row.element(0));
    }
    out.close();
  }

  @Override
  public void read(Owner owner, OpenElement element, Consumer<String> leftOut) throws IOException {
    for (OpenElement each = element.next(); each != null; each = element.next()) {
      Element kept = each.whole();
      try {
        Xep0049IqPrivate.store(db, owner.id(), List.of(kept));
      } catch (StanzaException e) {
        leftOut.accept("a private element: " + e.getMessage());
      }
    }
  }
}
