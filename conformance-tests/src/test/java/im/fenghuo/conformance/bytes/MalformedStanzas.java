package im.fenghuo.conformance.bytes;

import static im.fenghuo.conformance.bytes.Malformed.harmless;
import static im.fenghuo.conformance.bytes.Malformed.saslFailure;
import static im.fenghuo.conformance.bytes.Malformed.stanzaError;

import im.fenghuo.conformance.bytes.Malformed.Consequence;
import im.fenghuo.conformance.bytes.Malformed.Point;
import java.util.List;

/// What is wrong and does not end a stream, and what only looks wrong.
final class MalformedStanzas {

  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

  private MalformedStanzas() {}

  static List<Malformed> stanzas(String domain) {
    String ping = "<ping xmlns='urn:xmpp:ping'/>";
    String section = "RFC 6120 §8.2.3, §8.3.3.1";
    return List.of(
        stanzaError("an IQ without id", section, "<iq type='get'>" + ping + "</iq>", "bad-request"),
        stanzaError("an IQ without type", section, "<iq id='x'>" + ping + "</iq>", "bad-request"),
        stanzaError(
            "an IQ of another type",
            section,
            "<iq type='ask' id='x'>" + ping + "</iq>",
            "bad-request"),
        stanzaError(
            "a question without content", section, "<iq type='get' id='x'/>", "bad-request"),
        stanzaError(
            "two questions in one",
            section,
            "<iq type='get' id='x'>" + ping + "<a xmlns='urn:a'/></iq>",
            "bad-request"),
        stanzaError(
            "no localpart before the at sign",
            "RFC 6120 §8.3.3.8",
            "<message to='@" + domain + "' id='x'><body>Hello</body></message>",
            "jid-malformed"),
        stanzaError(
            "no domain",
            "RFC 6120 §8.3.3.8",
            "<message to='somebody@' id='x'><body>Hello</body></message>",
            "jid-malformed"),
        stanzaError(
            "an empty resource",
            "RFC 6120 §8.3.3.8",
            "<message to='a@" + domain + "/' id='x'><body>Hello</body></message>",
            "jid-malformed"),
        stanzaError(
            "a character that no localpart has",
            "RFC 6120 §8.3.3.8, RFC 7622 §3.3.1",
            "<iq type='get' to='a b@" + domain + "' id='x'>" + ping + "</iq>",
            "jid-malformed"),
        stanzaError(
            "a localpart of 1,024 bytes",
            "RFC 6120 §8.3.3.8, RFC 7622 §3.3",
            "<presence to='" + "a".repeat(1024) + "@" + domain + "' id='x'/>",
            "jid-malformed"),
        stanzaError(
            "a resource of 1,024 bytes",
            "RFC 6120 §8.3.3.8, RFC 7622 §3.4",
            "<message to='a@" + domain + "/" + "r".repeat(1024) + "' id='x'/>",
            "jid-malformed"));
  }

  static List<Malformed> authentications() {
    return List.of(
        saslFailure(
            "a mechanism that nobody knows",
            "RFC 6120 §6.5.7",
            "<auth xmlns='" + SASL + "' mechanism='TELEPATHY'/>",
            "invalid-mechanism"),
        saslFailure(
            "no mechanism",
            "RFC 6120 §6.5.7, §6.5.8",
            "<auth xmlns='" + SASL + "'/>",
            "invalid-mechanism"),
        saslFailure(
            "a wrong password",
            "RFC 6120 §6.5.10",
            "<auth xmlns='" + SASL + "' mechanism='PLAIN'>AG5vYm9keQBub3RoaW5n</auth>",
            "not-authorized"),
        saslFailure(
            "what is not Base64",
            "RFC 6120 §6.5.6",
            "<auth xmlns='" + SASL + "' mechanism='PLAIN'>§$%&amp;/()</auth>",
            "incorrect-encoding"),
        saslFailure(
            "a message that breaks off",
            "RFC 6120 §6.5.8",
            "<auth xmlns='" + SASL + "' mechanism='PLAIN'>YWJj</auth>",
            "malformed-request"),
        saslFailure(
            "an abortion",
            "RFC 6120 §6.5.1",
            "<auth xmlns='"
                + SASL
                + "' mechanism='SCRAM-SHA-1'>biwsbj1hLHI9Yg==</auth>"
                + "<abort xmlns='"
                + SASL
                + "'/>",
            "aborted"));
  }

  static List<Malformed> harmlessOnes(String domain) {
    return List.of(
        harmless("white space between stanzas", "RFC 6120 §4.6.1", " \r\n\t \n  "),
        harmless(
            "answers to what was never asked",
            "RFC 6120 §8.2.3",
            "<iq type='result' id='x'/><iq type='error' id='y' to='" + domain + "'/>"),
        harmless(
            "an IQ without an end of line at the end",
            "RFC 6120 §11.7",
            "<iq type='get' id='z'><ping xmlns='urn:xmpp:ping'/></iq>"),
        harmless(
            "another quote, spaces and line ends in tags",
            "RFC 6120 §11",
            "<message\n to=\"" + domain + "\"\r\n  id = 'x'\t><body\n/></message\n >"),
        harmless(
            "character data",
            "RFC 6120 §11",
            "<message to='" + domain + "'><body><![CDATA[<&>]]]]><![CDATA[>]]></body></message>"),
        harmless(
            "prefixes that are bound",
            "RFC 6120 §4.8.5",
            "<c:iq xmlns:c='jabber:client' type='get' id='p'><p:ping xmlns:p='urn:xmpp:ping'/>"
                + "</c:iq>"),
        harmless(
            "100 kB in one stanza",
            "RFC 6120 §13.12",
            "<message to='" + domain + "'><body>" + "x".repeat(100_000) + "</body></message>"),
        harmless(
            "a long run of stanzas in one packet",
            "RFC 6120 §4",
            ("<message to='" + domain + "' type='headline'/>").repeat(500)),
        harmless(
            "messages with types that nobody knows",
            "RFC 6121 §5.2.2",
            "<message type='whisper' to='" + domain + "'><body>Psst</body></message>"),
        new Malformed(
            "the end of the stream",
            "RFC 6120 §4.4",
            Point.BINDING,
            "</stream:stream>",
            new Consequence.End()),
        new Malformed(
            "the end of a stream that has done nothing",
            "RFC 6120 §4.4",
            Point.HEADER,
            "</stream:stream>",
            new Consequence.End()));
  }
}
