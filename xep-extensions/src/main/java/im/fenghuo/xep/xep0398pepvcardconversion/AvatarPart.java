package im.fenghuo.xep.xep0398pepvcardconversion;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.util.function.Consumer;

/// The hashes of avatars, on their way to another server like this one and from it. Everything
/// blocks.
///
/// @param conversion who keeps them
record AvatarPart(Xep0398PepVcardConversion conversion) implements AccountPart {

  private static final String OWN = "urn:fenghuo:account:0";
  private static final String NAME = "avatar";

  @Override
  public boolean has(Element tag) {
    return tag.is(OWN, NAME);
  }

  @Override
  public void write(Owner owner, ElementWriter out) throws IOException {
    String hash = conversion.load(owner.id());
    if (!hash.isEmpty()) {
      out.write(Element.of(OWN, NAME).attribute("hash", hash).build());
    }
  }

  @Override
  public void read(Owner owner, OpenElement element, Consumer<String> leftOut) {
    String hash = element.tag().attribute("hash");
    conversion.keep(owner.id(), hash == null ? "" : hash);
  }
}
