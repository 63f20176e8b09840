package im.fenghuo.api;

import im.fenghuo.api.xml.XmlOutput;
import org.jspecify.annotations.Nullable;

/// An entry of an archive as clients get it (XEP-0313 §4.2).
public final class ArchiveResult {

  /// Its namespace.
  public static final String NAMESPACE = "urn:xmpp:mam:2";

  private ArchiveResult() {}

  /// The whole `<result/>`. Archived bytes are copied, not read.
  ///
  /// @param queryId what the client calls its query, or null
  public static byte[] of(Archive.Entry entry, @Nullable String queryId) {
    XmlOutput out = new XmlOutput(entry.stanza().length + 320);
    out.startTag(NAMESPACE, "result", "");
    if (queryId != null) {
      out.attribute("queryid", queryId);
    }
    out.attribute("id", entry.id()).append('>');
    out.startTag(Forwarded.NAMESPACE, "forwarded", NAMESPACE).append('>');
    out.startTag(Delay.NAMESPACE, "delay", Forwarded.NAMESPACE)
        .attribute("stamp", Delay.stamp(entry.at()))
        .ascii("/>");
    out.append(entry.stanza()).endTag("forwarded").endTag("result");
    return out.toByteArray();
  }
}
