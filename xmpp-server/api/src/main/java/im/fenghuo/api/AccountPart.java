package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.util.function.Consumer;

/// Something that is kept of each account, on its way to another server or from one, in the format
/// of XEP-0227. Everything blocks.
public interface AccountPart {

  /// Whose it is.
  ///
  /// @param id the account's key in the database
  /// @param jid its bare JID
  record Owner(long id, Jid jid) {}

  /// Whether such a child of `<user/>` belongs to this part.
  ///
  /// @param tag its name and attributes
  boolean has(Element tag);

  /// Writes what there is, as children of `<user/>`. Keeps in memory no more than a page of it.
  void write(Owner owner, ElementWriter out) throws IOException;

  /// Takes in one child of `<user/>`, while nobody uses the account. An import that was cut off
  /// begins again, so the same may come twice, and is there once.
  ///
  /// @param leftOut hears of what cannot be taken in, for a person
  void read(Owner owner, OpenElement element, Consumer<String> leftOut) throws IOException;
}
