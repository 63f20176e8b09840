package im.fenghuo.xep.xep0441mamprefs;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.Db;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.util.function.Consumer;

/// Archive preferences on their way to other servers and from them, as clients see them: XEP-0227
/// has no element of its own for them. Everything blocks.
///
/// @param db where they are kept
record PreferencesPart(Db db) implements AccountPart {

  @Override
  public boolean has(Element tag) {
    return tag.is(Preferences.NAMESPACE, "prefs");
  }

  @Override
  public void write(Owner owner, ElementWriter out) throws IOException {
    Preferences preferences = Preferences.load(db, owner.id());
    if (!preferences.equals(Preferences.USUAL)) {
      out.write(preferences.toElement());
    }
  }

  @Override
  public void read(Owner owner, OpenElement element, Consumer<String> leftOut) throws IOException {
    try {
      Preferences.of(element.whole()).store(db, owner.id());
    } catch (StanzaException e) {
      leftOut.accept("the archive preferences: " + e.getMessage());
    }
  }
}
