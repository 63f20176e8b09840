package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.XmlOutput;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What waits to be sent in the next answer of a BOSH session. Costs no buffer while nothing waits.
final class BoshOutput {

  private static final int BUFFER = 512;
  private static final String BODY = "<body xmlns='" + BoshBody.NAMESPACE + "'";
  private static final byte[] END = "</body>".getBytes(StandardCharsets.US_ASCII);

  private @Nullable XmlOutput attributes;
  private @Nullable XmlOutput payloads;
  private boolean namesStream;

  /// The attributes of the next answer, for what it has to say of the session or the stream; the
  /// prefix `xmpp` is declared there.
  XmlOutput attributes() {
    XmlOutput output = attributes;
    if (output == null) {
      output = new XmlOutput(BUFFER);
      output.attribute("xmlns:xmpp", BoshBody.XBOSH);
      attributes = output;
    }
    return output;
  }

  void add(Element payload) {
    XmlOutput output = payloads;
    if (output == null) {
      output = new XmlOutput(BUFFER);
      payloads = output;
    }
    namesStream |= payload.namespace().equals(Namespaces.STREAM);
    payload.write(output, BoshBody.NAMESPACE);
  }

  /// Whether there is something to say.
  boolean isWaiting() {
    return payloads != null || attributes != null;
  }

  /// How many bytes of payloads wait.
  int size() {
    return payloads == null ? 0 : payloads.length();
  }

  /// An answer with all that waits.
  byte[] take(@Nullable Long ack) {
    XmlOutput head = begin(ack);
    return finish(head);
  }

  /// The answer that ends the session, with all that waits.
  ///
  /// @param condition why, or null where the client asked for it
  byte[] takeLast(@Nullable String condition) {
    XmlOutput head = begin(null);
    head.attribute("type", "terminate");
    if (condition != null) {
      head.attribute("condition", condition);
    }
    return finish(head);
  }

  private XmlOutput begin(@Nullable Long ack) {
    XmlOutput head = new XmlOutput(BUFFER + size()).ascii(BODY);
    if (attributes != null) {
      head.append(attributes.array(), 0, attributes.length());
      attributes = null;
    }
    if (ack != null) {
      head.attribute("ack", ack.toString());
    }
    return head;
  }

  private byte[] finish(XmlOutput head) {
    XmlOutput inside = payloads;
    payloads = null;
    if (inside == null) {
      return head.ascii("/>").toByteArray();
    }
    if (namesStream) {
      // XEP-0206 §2 wants the prefix declared here, and some clients rely on it.
      head.attribute("xmlns:stream", Namespaces.STREAM);
      namesStream = false;
    }
    return head.append('>').append(inside.array(), 0, inside.length()).append(END).toByteArray();
  }

  /// An answer with nothing in it; what waits goes on waiting.
  static byte[] empty(@Nullable Long ack) {
    XmlOutput head = new XmlOutput(BODY.length() + 32).ascii(BODY);
    if (ack != null) {
      head.attribute("ack", ack.toString());
    }
    return head.ascii("/>").toByteArray();
  }

  /// An answer to a request that has come again (XEP-0124 §17.3).
  static byte[] recoverable() {
    return (BODY + " type='error'/>").getBytes(StandardCharsets.US_ASCII);
  }
}
