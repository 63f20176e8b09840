package im.fenghuo.xep.xep0054vcardtemp;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.util.function.Consumer;

/// vCards on their way to other servers and from them (XEP-0227). Everything blocks.
///
/// @param vcards where they are kept
record VcardPart(Xep0054VcardTemp vcards) implements AccountPart {

  @Override
  public boolean has(Element tag) {
    return tag.is(Xep0054VcardTemp.NAMESPACE, "vCard");
  }

  @Override
  public void write(Owner owner, ElementWriter out) throws IOException {
    Element vcard = vcards.get(owner.id());
    if (vcard != null) {
      out.write(vcard);
    }
  }

  @Override
  public void read(Owner owner, OpenElement element, Consumer<String> leftOut) throws IOException {
    vcards.put(owner.id(), element.whole());
  }
}
