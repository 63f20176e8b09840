package im.fenghuo.mam;

import im.fenghuo.api.Archive;
import im.fenghuo.api.ArchiveField;
import im.fenghuo.api.ArchiveResult;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;

/// Answers what XEP-0313 lets one ask of an archive. Whether somebody may ask it, the archive's
/// owner has said before.
public final class ArchiveQueries {

  /// Of requests and answers.
  public static final String NAMESPACE = ArchiveResult.NAMESPACE;

  private final Archive archive;
  private final MamSettings settings;
  private final List<ArchiveField> more;

  /// @param archive what is asked
  /// @param settings how much is sent at a time
  /// @param more what else can be asked; the first such field that is filled in counts
  public ArchiveQueries(Archive archive, MamSettings settings, List<ArchiveField> more) {
    this.archive = archive;
    this.settings = settings;
    this.more = List.copyOf(more);
  }

  /// The answer to a query.
  ///
  /// @param results a page as messages, to be sent first
  /// @param fin the payload of the iq's result
  public record Answer(List<Element> results, Element fin) {
    public Answer {
      results = List.copyOf(results);
    }
  }

  /// §4: the page, then the answer. Blocks.
  ///
  /// @param owner whose archive it is
  /// @param query the request's payload
  /// @param from the archive's JID
  /// @param to who asks
  /// @throws StanzaException `item-not-found` for an id that is none of this archive's;
  ///   `feature-not-implemented` for a field that is not known here; `bad-request` or
  ///   `jid-malformed` for one that cannot be read
  public Answer find(Archive.Owner owner, Element query, Jid from, Jid to) throws StanzaException {
    Archive.Page page = page(owner, query);
    List<Archive.Entry> entries =
        query.has(NAMESPACE, "flip-page") ? page.entries().reversed() : page.entries(); // §4.3.4
    return new Answer(
        QueryCodec.results(entries, query.attribute("queryid"), from, to), QueryCodec.fin(page));
  }

  private Archive.Page page(Archive.Owner owner, Element payload) throws StanzaException {
    Archive.Query query = QueryCodec.query(payload, settings, more);
    DataForm form = DataForm.in(payload);
    for (ArchiveField field : more) {
      String value = form == null ? null : form.value(field.field().name());
      if (value != null && !value.isBlank()) {
        return field.find(owner, query, value);
      }
    }
    return archive.find(owner, query);
  }

  /// §4.1.5: the form by which an archive is asked, as a payload.
  public Element form() {
    return QueryCodec.form(more);
  }

  /// §5: where an archive begins and ends, as a payload. Blocks.
  public Element metadata(Archive.Owner owner) {
    return QueryCodec.metadata(archive.ends(owner));
  }

  /// The same of what it had up to a number. Blocks.
  public Element metadata(Archive.Owner owner, long last) {
    return QueryCodec.metadata(archive.ends(owner, last));
  }
}
