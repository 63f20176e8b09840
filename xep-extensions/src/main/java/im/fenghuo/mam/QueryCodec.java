package im.fenghuo.mam;

import im.fenghuo.api.Archive;
import im.fenghuo.api.ArchiveField;
import im.fenghuo.api.ArchiveResult;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Delay;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests and answers of XEP-0313.
final class QueryCodec {

  static final String NAMESPACE = ArchiveResult.NAMESPACE;

  private static final String VALIDATE = "http://jabber.org/protocol/xdata-validate";
  private static final Set<String> FIELDS =
      Set.of("with", "start", "end", "before-id", "after-id", "ids", "include-groupchat");

  private QueryCodec() {}

  /// §4.1: what is asked for.
  ///
  /// @throws StanzaException `feature-not-implemented` for a field that is not known here;
  ///   `bad-request` or `jid-malformed` for one that cannot be read
  ///
  /// @param more fields of other extensions
  static Archive.Query query(Element query, MamSettings settings, List<ArchiveField> more)
      throws StanzaException {
    PageRequest page = PageRequest.in(query, settings.pageSize(), settings.maxPageSize());
    DataForm form = DataForm.in(query);
    if (form == null) {
      return new Archive.Query(null, null, null, null, null, List.of(), page.cursor(), page.max());
    }
    if (!form.formType().equals(NAMESPACE)) {
      throw new StanzaException(Condition.BAD_REQUEST, "FORM_TYPE must be " + NAMESPACE);
    }
    for (String name : form.names()) {
      boolean isKnown =
          FIELDS.contains(name)
              || more.stream().anyMatch(field -> field.field().name().equals(name));
      if (!isKnown) {
        throw new StanzaException(
            Condition.FEATURE_NOT_IMPLEMENTED, "the field '" + name + "' is not known here");
      }
    }
    // 'include-groupchat' changes nothing: what rooms send is in the archives of the rooms.
    return new Archive.Query(
        jid(form.value("with")),
        time(form.value("start")),
        time(form.value("end")),
        form.value("after-id"),
        form.value("before-id"),
        form.values("ids"),
        page.cursor(),
        page.max());
  }

  private static @Nullable Jid jid(@Nullable String text) throws StanzaException {
    try {
      return text == null ? null : Jid.parse(text.strip());
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.JID_MALFORMED, "'with' is not a JID: " + e.getMessage());
    }
  }

  /// The DateTime of XEP-0082, whose years have four digits: no storage knows all those of Java.
  private static @Nullable Instant time(@Nullable String text) throws StanzaException {
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text.strip());
      if (time.getYear() >= 0 && time.getYear() <= 9999) {
        return time.toInstant();
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new StanzaException(
        Condition.BAD_REQUEST, "a time is written as in 2010-06-07T00:00:00Z");
  }

  /// §4.2: the entries as messages to the one who asked. Archived bytes are copied, not read.
  static List<Element> results(
      List<Archive.Entry> entries, @Nullable String queryId, Jid archive, Jid to) {
    Element envelope =
        Element.of(Stanza.NAMESPACE, "message")
            .attribute("from", archive.toString())
            .attribute("to", to.toString())
            .build();
    List<Element> results = new ArrayList<>(entries.size());
    for (Archive.Entry entry : entries) {
      results.add(envelope.withSerialized(ArchiveResult.of(entry, queryId)));
    }
    return results;
  }

  /// §4.2 and §4.3: the end of the page.
  static Element fin(Archive.Page page) {
    List<Archive.Entry> entries = page.entries();
    Element set =
        entries.isEmpty()
            ? PageRequest.answer(null, null, page.count())
            : PageRequest.answer(entries.getFirst().id(), entries.getLast().id(), page.count());
    return Element.of(NAMESPACE, "fin")
        .attribute("complete", page.complete() ? "true" : null)
        .child(set)
        .build();
  }

  /// §4.1.5: the fields that a query may have.
  static Element form(List<ArchiveField> more) {
    Element open =
        Element.of(VALIDATE, "validate")
            .attribute("datatype", "xs:string")
            .child(Element.of(VALIDATE, "open").build())
            .build();
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("with", "jid-single"));
    fields.add(Field.of("start", "text-single"));
    fields.add(Field.of("end", "text-single"));
    fields.add(Field.of("before-id", "text-single"));
    fields.add(Field.of("after-id", "text-single"));
    fields.add(Field.of("ids", "list-multi").with(open));
    fields.add(Field.of("include-groupchat", "boolean"));
    more.forEach(field -> fields.add(field.field()));
    return Element.of(NAMESPACE, "query")
        .child(DataForm.form(NAMESPACE, fields).toElement())
        .build();
  }

  /// §4.4: where the archive begins and ends.
  static Element metadata(List<Archive.Entry> ends) {
    Element.Builder metadata = Element.of(NAMESPACE, "metadata");
    if (!ends.isEmpty()) {
      metadata.child(end("start", ends.getFirst())).child(end("end", ends.getLast()));
    }
    return metadata.build();
  }

  private static Element end(String name, Archive.Entry entry) {
    return Element.of(NAMESPACE, name)
        .attribute("id", entry.id())
        .attribute("timestamp", Delay.stamp(entry.at()))
        .build();
  }
}
