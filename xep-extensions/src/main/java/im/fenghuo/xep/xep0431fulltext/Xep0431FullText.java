package im.fenghuo.xep.xep0431fulltext;

import im.fenghuo.api.Archive;
import im.fenghuo.api.ArchiveField;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.Field;

/// [XEP-0431](https://xmpp.org/extensions/xep-0431.html): Full Text Search in MAM: one more field
/// of the form by which archives are asked.
public final class Xep0431FullText implements Xep, ArchiveField {

  private static final String NAMESPACE = "urn:xmpp:fulltext:0";

  private final Archive archive;

  /// @param archive what is searched
  public Xep0431FullText(Archive archive) {
    this.archive = archive;
  }

  @Override
  public Document document() {
    return new Document(431, "fulltext", "0.2.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.ACCOUNT, NAMESPACE);
  }

  @Override
  public Field field() {
    return Field.of("{" + NAMESPACE + "}fulltext", "text-single");
  }

  /// Blocks.
  @Override
  public Archive.Page find(Archive.Owner owner, Archive.Query query, String text)
      throws StanzaException {
    return archive.search(owner, query, text);
  }
}
