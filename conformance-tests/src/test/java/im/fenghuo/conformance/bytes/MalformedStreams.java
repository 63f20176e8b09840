package im.fenghuo.conformance.bytes;

import static im.fenghuo.conformance.bytes.Malformed.error;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.bytes.Malformed.Point;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Bytes that end a stream: XML that is broken or forbidden (RFC 6120 §4.9.3, §11), headers for
/// nobody, and stanzas at the wrong time.
final class MalformedStreams {

  private static final String STREAMS = "xmlns:stream='http://etherx.jabber.org/streams'";

  private MalformedStreams() {}

  static List<Malformed> headers(String domain) {
    String good = RawStream.header(domain);
    String to = "to='" + domain + "'";
    Point at = Point.CONNECTION;
    return List.of(
        error(
            at,
            "a host that nobody serves",
            "RFC 6120 §4.9.3.6",
            good.replace(to, "to='unknown.example'"),
            "host-unknown"),
        error(
            at,
            "no host",
            "RFC 6120 §4.9.3.7",
            good.replace(to, ""),
            "host-unknown",
            "improper-addressing"),
        error(
            at,
            "a host that is no domain",
            "RFC 6120 §4.9.3.6, §4.9.3.7",
            good.replace(to, "to='a@b/c d'"),
            "host-unknown",
            "improper-addressing"),
        error(
            at,
            "another stream namespace",
            "RFC 6120 §4.9.3.10",
            good.replace("http://etherx", "http://ethery"),
            "invalid-namespace"),
        error(
            at,
            "another content namespace",
            "RFC 6120 §4.9.3.10",
            good.replace("jabber:client", "jabber:nothing"),
            "invalid-namespace"),
        error(
            at,
            "something that is no stream",
            "RFC 6120 §4.9.3.1, §4.9.3.10",
            "<?xml version='1.0'?><html><body>Hello</body></html>",
            "bad-format",
            "invalid-namespace",
            "invalid-xml",
            "not-well-formed"),
        error(
            at,
            "a prefix that is bound to nothing",
            "RFC 6120 §4.9.3.13",
            good.replace(STREAMS, ""),
            "bad-namespace-prefix",
            "invalid-namespace",
            "not-well-formed"),
        error(
            at,
            "an encoding that is not UTF-8",
            "RFC 6120 §4.9.3.22, §11.6",
            good.replace("version='1.0'?>", "version='1.0' encoding='ISO-8859-1'?>"),
            "unsupported-encoding"),
        error(
            at,
            "UTF-16",
            "RFC 6120 §4.9.3.22, §11.6",
            good.getBytes(UTF_16),
            "unsupported-encoding",
            "not-well-formed",
            "bad-format"),
        error(
            at,
            "HTTP",
            "RFC 6120 §4.9.3.13",
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "not-well-formed",
            "bad-format"),
        error(
            at,
            "a document type",
            "RFC 6120 §11.1",
            good.replace("?>", "?><!DOCTYPE stream [<!ENTITY a 'b'>]>"),
            "restricted-xml"),
        error(
            at,
            "an external document type",
            "RFC 6120 §11.1",
            good.replace("?>", "?><!DOCTYPE stream SYSTEM 'file:///etc/passwd'>"),
            "restricted-xml"),
        error(
            at,
            "a comment before the header",
            "RFC 6120 §11.1",
            good.replace("?>", "?><!-- hello -->"),
            "restricted-xml"),
        error(
            at,
            "an instruction before the header",
            "RFC 6120 §11.1",
            good.replace("?>", "?><?php echo 1 ?>"),
            "restricted-xml"),
        error(
            at,
            "a header without end",
            "RFC 6120 §4.9.3.14",
            good.replace(">", " a='" + "x".repeat(2_000_000)),
            "policy-violation",
            "not-well-formed"),
        error(
            at,
            "no version",
            "RFC 6120 §4.7.5, §4.9.3.25",
            good.replace(" version='1.0' xmlns", " xmlns"),
            "unsupported-version"));
  }

  static List<Malformed> xml() {
    List<Malformed> all = new ArrayList<>();
    for (Point at : List.of(Point.HEADER, Point.BINDING)) {
      forbidden(all, at);
      broken(all, at);
      characters(all, at);
      excessive(all, at);
    }
    return all;
  }

  private static void forbidden(List<Malformed> all, Point at) {
    String section = "RFC 6120 §11.1";
    all.add(error(at, "a comment", section, "<!-- hello -->", "restricted-xml"));
    all.add(
        error(
            at,
            "a comment in a stanza",
            section,
            "<message><!-- hello --></message>",
            "restricted-xml"));
    all.add(error(at, "an instruction", section, "<?php echo 1 ?>", "restricted-xml"));
    all.add(
        error(
            at,
            "an instruction in a stanza",
            section,
            "<message><?php echo 1 ?></message>",
            "restricted-xml"));
    all.add(
        error(at, "a document type", section, "<!DOCTYPE a>", "restricted-xml", "not-well-formed"));
    all.add(
        error(
            at,
            "an entity",
            section,
            "<message><body>&nbsp;</body></message>",
            "restricted-xml",
            "not-well-formed"));
    all.add(
        error(
            at,
            "an entity in an attribute",
            section,
            "<message to='&me;'/>",
            "restricted-xml",
            "not-well-formed"));
  }

  private static void broken(List<Malformed> all, Point at) {
    String section = "RFC 6120 §4.9.3.13, §11.3";
    for (String xml :
        List.of(
            "<message><body></message></body>",
            "<message></presence>",
            "<message a=b/>",
            "<message a='1' a='2'/>",
            "<message a='<'/>",
            "<message a/>",
            "<message a='1'b='2'/>",
            "< message/>",
            "<1message/>",
            "<message><body>&</body></message>",
            "<message><body>&#x110000;</body></message>",
            "<message><body>]]></body></message>",
            "<message><body>&#0;</body></message>",
            "<message><body>&#1;</body></message>",
            "<message><body>&#xFFFE;</body></message>",
            "<message><body>&#xD800;</body></message>",
            "<x:message/>",
            "<message x:a='1'/>",
            "<message xmlns:x=''/>",
            "<message xmlns:a='urn:x' xmlns:b='urn:x' a:c='1' b:c='2'/>",
            "<![CDATA[hello]]>",
            "<message><![CDTA[hello]]></message>",
            "</message>")) {
      all.add(
          error(
              at,
              xml,
              section,
              xml,
              "not-well-formed",
              "bad-format",
              "bad-namespace-prefix",
              "restricted-xml"));
    }
    all.add(
        error(
            at,
            "text between stanzas",
            section,
            "hello<presence/>",
            "not-well-formed",
            "bad-format",
            "invalid-xml"));
  }

  private static void characters(List<Malformed> all, Point at) {
    String section = "RFC 6120 §11.6, RFC 3629 §3";
    record Bytes(String title, String hex) {}
    for (Bytes each :
        List.of(
            new Bytes("a byte of Latin-1", "E4"),
            new Bytes("a continuation byte alone", "80"),
            new Bytes("a sequence cut off", "E282"),
            new Bytes("a slash in two bytes", "C0AF"),
            new Bytes("a null in two bytes", "C080"),
            new Bytes("a letter in three bytes", "E08181"),
            new Bytes("a surrogate", "EDA080"),
            new Bytes("beyond the last character", "F4908080"),
            new Bytes("a byte that never occurs", "FF"),
            new Bytes("null", "00"),
            new Bytes("a control character", "01"),
            new Bytes("U+FFFE", "EFBFBE"),
            new Bytes("U+FFFF", "EFBFBF"))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes("<message><body>".getBytes(UTF_8));
      bytes.writeBytes(HexFormat.of().parseHex(each.hex()));
      bytes.writeBytes("</body></message>".getBytes(ISO_8859_1));
      all.add(
          error(
              at,
              each.title(),
              section,
              bytes.toByteArray(),
              "not-well-formed",
              "bad-format",
              "unsupported-encoding"));
    }
  }

  private static void excessive(List<Malformed> all, Point at) {
    String section = "RFC 6120 §4.9.3.14, §13.12";
    String many = " a".repeat(10_000);
    StringBuilder attributes = new StringBuilder("<message");
    for (int i = 0; i < 10_000; i++) {
      attributes.append(" a").append(i).append("='1'");
    }
    all.add(error(at, "10,000 attributes", section, attributes + "/>", "policy-violation"));
    all.add(
        error(
            at,
            "10,000 elements, each in the other",
            section,
            "<message>" + "<a>".repeat(10_000),
            "policy-violation"));
    all.add(
        error(
            at,
            "a stanza of 20 MB",
            section,
            "<message><body>" + "x".repeat(20_000_000),
            "policy-violation"));
    all.add(
        error(
            at,
            "a tag of 20 MB",
            section,
            "<message a='" + many.repeat(1_000),
            "policy-violation"));
  }

  static List<Malformed> tooEarly(String domain) {
    String section = "RFC 6120 §4.9.3.12";
    List<Malformed> all = new ArrayList<>();
    for (String stanza :
        List.of(
            "<message to='somebody@" + domain + "'><body>Hello</body></message>",
            "<presence/>",
            "<iq type='get' id='1' to='" + domain + "'><ping xmlns='urn:xmpp:ping'/></iq>",
            "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
            "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>")) {
      all.add(error(Point.HEADER, stanza, section, stanza, "not-authorized"));
    }
    section = "RFC 6120 §7.1";
    for (String stanza :
        List.of(
            "<message to='somebody@" + domain + "'><body>Hello</body></message>",
            "<presence to='somebody@" + domain + "'/>",
            "<iq type='get' id='1' to='somebody@" + domain + "'><a xmlns='urn:a'/></iq>")) {
      all.add(error(Point.AUTHENTICATION, stanza, section, stanza, "not-authorized"));
    }
    return all;
  }

  static List<Malformed> bound(String domain) {
    Point at = Point.BINDING;
    return List.of(
        error(
            at,
            "a stanza of another sort",
            "RFC 6120 §4.9.3.24",
            "<telegram to='" + domain + "'/>",
            "unsupported-stanza-type"),
        error(
            at,
            "a stanza in another namespace",
            "RFC 6120 §4.9.3.24, §4.9.3.10",
            "<message xmlns='jabber:server'/>",
            "unsupported-stanza-type",
            "invalid-namespace"),
        error(
            at,
            "a stanza in no namespace",
            "RFC 6120 §4.9.3.24, §4.9.3.10",
            "<message xmlns=''/>",
            "unsupported-stanza-type",
            "invalid-namespace"),
        error(
            at,
            "another's address as sender",
            "RFC 6120 §4.9.3.9, §8.1.2.1",
            "<message from='somebody@" + domain + "' to='" + domain + "'/>",
            "invalid-from"),
        error(
            at,
            "the server as sender",
            "RFC 6120 §4.9.3.9, §8.1.2.1",
            "<presence from='" + domain + "'/>",
            "invalid-from"),
        error(
            at,
            "a sender that is no address",
            "RFC 6120 §4.9.3.9",
            "<presence from='@/'/>",
            "invalid-from"),
        error(
            at,
            "a second header",
            "RFC 6120 §4.9.3.1",
            RawStream.header(domain),
            "bad-format",
            "unsupported-stanza-type",
            "restricted-xml",
            "not-well-formed",
            "invalid-xml",
            "conflict",
            "policy-violation"),
        error(
            at,
            "a second header without declaration",
            "RFC 6120 §4.9.3.1",
            RawStream.header(domain).replaceFirst("<\\?.*?\\?>", "") + "</stream:stream>",
            "bad-format",
            "unsupported-stanza-type",
            "not-well-formed",
            "invalid-xml",
            "conflict",
            "policy-violation"),
        error(
            at,
            "a second authentication",
            "RFC 6120 §6.3.4",
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>",
            "unsupported-stanza-type",
            "policy-violation",
            "not-authorized",
            "bad-format"));
  }
}
