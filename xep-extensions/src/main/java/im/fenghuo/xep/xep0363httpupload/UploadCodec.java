package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Delay;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.xep.xep0363httpupload.SlotRequest.Purpose;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The XML of XEP-0363.
final class UploadCodec {

  static final String NAMESPACE = "urn:xmpp:http:upload:0";

  private static final String PURPOSE = "urn:xmpp:http:upload:purpose:0";

  private UploadCodec() {}

  /// The feature of a purpose.
  static String feature(Purpose purpose) {
    return PURPOSE + "#" + name(purpose);
  }

  private static String name(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  /// §3: what is said in service discovery.
  static Element form(long maxFileSize) {
    return DataForm.result(
            NAMESPACE,
            List.of(
                new Field(
                    "max-file-size",
                    "",
                    "",
                    false,
                    List.of(Long.toString(maxFileSize)),
                    List.of())))
        .toElement();
  }

  /// §4: reads a request.
  ///
  /// @throws StanzaException when it is not what the document wants, or not offered here
  static SlotRequest request(Element request) throws StanzaException {
    String name = request.attribute("filename");
    if (name == null || name.isBlank()) {
      throw bad("a request has a filename");
    }
    String type = request.attribute("content-type");
    if (type != null && !MediaType.isValid(type)) {
      throw bad("this is no content-type");
    }
    Purpose purpose = purpose(request);
    return new SlotRequest(
        FileName.of(name),
        size(request.attribute("size")),
        type,
        purpose,
        purpose == Purpose.EPHEMERAL ? expireBefore(request) : null);
  }

  private static StanzaException bad(String text) {
    return new StanzaException(Condition.BAD_REQUEST, text);
  }

  /// XML Schema's positiveInteger, as far as anybody could mean it.
  private static long size(@Nullable String size) throws StanzaException {
    if (size == null || !size.matches("\\+?0*[1-9][0-9]{0,17}")) {
      throw bad("the size is a number of bytes, at least 1");
    }
    return Long.parseLong(size);
  }

  /// §5.
  private static Purpose purpose(Element request) throws StanzaException {
    for (Element child : request.children()) {
      if (child.namespace().equals(PURPOSE)) {
        for (Purpose purpose : Purpose.values()) {
          if (child.name().equals(name(purpose))) {
            return purpose;
          }
        }
        throw new StanzaException(
            Condition.FEATURE_NOT_IMPLEMENTED, "files are not kept for this purpose here");
      }
    }
    return Purpose.MESSAGE;
  }

  /// §5.3.
  private static Instant expireBefore(Element request) throws StanzaException {
    Element ephemeral = request.child(PURPOSE, "ephemeral");
    String stamp = ephemeral == null ? null : ephemeral.attribute("expire-before");
    if (stamp == null) {
      throw bad("ephemeral files say before when they expire");
    }
    try {
      return OffsetDateTime.parse(stamp).toInstant();
    } catch (DateTimeParseException e) {
      throw bad("expire-before is no date and time of XEP-0082");
    }
  }

  /// §4: the slot.
  ///
  /// @param headers that the client has to send with the file
  static Element slot(String put, Map<String, String> headers, String get) {
    Element.Builder upload = Element.of(NAMESPACE, "put").attribute("url", put);
    headers.forEach((name, value) ->
        upload.child(Element.of(NAMESPACE, "header").attribute("name", name).text(value).build()));
    return Element.of(NAMESPACE, "slot")
        .child(upload.build())
        .child(Element.of(NAMESPACE, "get").attribute("url", get).build())
        .build();
  }

  /// §6: more than any file may have.
  static StanzaException tooLarge(long most) {
    return new StanzaException(
        Condition.NOT_ACCEPTABLE,
        "modify",
        "File too large. The maximum file size is " + most + " bytes",
        Element.of(NAMESPACE, "file-too-large")
            .child(Element.of(NAMESPACE, "max-file-size").text(Long.toString(most)).build())
            .build());
  }

  /// §6: for now.
  ///
  /// @param retry when it may be tried again; null when nobody knows
  static StanzaException later(String text, @Nullable Instant retry) {
    return new StanzaException(
        Condition.RESOURCE_CONSTRAINT,
        "wait",
        text,
        retry == null
            ? null
            : Element.of(NAMESPACE, "retry").attribute("stamp", Delay.stamp(retry)).build());
  }
}
