package im.fenghuo.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.fenghuo.api.xml.XmlException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a client is told when it sends what no stream may carry, wherever the packets end. Written
/// in Latin-1, one character for one byte.
class BadStreamTest {

  private static final String ATTRIBUTES =
      " xmlns='jabber:client' version='1.0' xmlns:stream='http://etherx.jabber.org/streams'";
  private static final String HEADER = "<stream:stream" + ATTRIBUTES + ">";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET / HTTP/1.1|not-well-formed",
        "~\u0016\u0003\u0001\u0002~|not-well-formed",
        "~\u00EF\u00BB\u00BF<stream:stream>~|not-well-formed",
        "</stream:stream>|not-well-formed",
        "<?xml version='1.1'?>|not-well-formed",
        "<?xml version='1.0' encoding='UTF-16'?>|unsupported-encoding",
        "<?xml version='1.0' encoding='ISO-8859-1'?>|unsupported-encoding",
        "<?xml version='1.0' encoding='US-ASCII'?>|unsupported-encoding",
        "<?xml version='1.0' encoding=?>|not-well-formed",
        "~ <?xml version='1.0'?>~|restricted-xml",
        "<?xml version='1.0'?><?xml version='1.0'?>|restricted-xml",
        "<?php echo ?>|restricted-xml",
        "<!DOCTYPE stream>|restricted-xml",
        "<!-- hello -->|restricted-xml",
        "<![CDATA[x]]>|not-well-formed",
        "<stream:stream xmlns='jabber:client' version='1.0'>|bad-namespace-prefix",
        "<stream xmlns='jabber:client' version='1.0'>|invalid-namespace",
        "<stream xmlns='http://etherx.jabber.org/streams' version='1.0'>|bad-namespace-prefix",
        "<s:stream xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams'>"
            + "|bad-namespace-prefix",
        "<stream:stream xmlns='jabber:client' xmlns:stream='urn:other' version='1.0'>"
            + "|invalid-namespace",
        "<stream:stream xmlns='urn:other' xmlns:stream='http://etherx.jabber.org/streams'"
            + " version='1.0'>|invalid-namespace",
        "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
            + "|invalid-namespace",
        "<stream:open xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
            + "|bad-format",
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
            + "|unsupported-version",
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
            + " version='0.9'>|unsupported-version",
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
            + " version='one'>|unsupported-version",
        "<stream:stream to='a' to='b'>|not-well-formed",
        "<stream:stream to='<'>|not-well-formed",
        "<a b=''c='' d=''><|not-well-formed",
        "<a 1='' 2='' 3='' 4='' 5='' 6='' 7=''>|policy-violation",
      })
  void a_bad_beginning_is_answered_with_its_condition(String input, String condition) {
    for (int size : new int[] {Integer.MAX_VALUE, 1, 2, 3, 7}) {
      assertThat(Events.of(input, size)).as(size + " at a time").containsExactly(condition);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "hello|bad-format",
        "<![CDATA[hello]]>|bad-format",
        "&lt;|bad-format",
        "~\u0000~|bad-format",
        "</stream>|not-well-formed",
        "</stream:strea>|not-well-formed",
        "</stream:streams>|not-well-formed",
        "</ stream:stream>|not-well-formed",
        "</message>|not-well-formed",
        "<!-- x -->|restricted-xml",
        "<?x?>|restricted-xml",
        "<?xml version='1.0'?>|restricted-xml",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>|restricted-xml",
        "<!ENTITY b 'c'>|restricted-xml",
        "<a><!-- x --></a>|restricted-xml",
        "<a><?x?></a>|restricted-xml",
        "<a><!DOCTYPE x></a>|restricted-xml",
        "<a>&b;</a>|restricted-xml",
        "<a b='&c;'/>|restricted-xml",
        "<a><![CDATA x]]></a>|not-well-formed",
        "<a><![INCLUDE[x]]></a>|not-well-formed",
        "<a></b>|not-well-formed",
        "<message><body>No closing tag!</message>|not-well-formed",
        "~<a><\u00C3\u00A9></\u00C3\u00A8></a>~|not-well-formed",
        "<a></a b=''>|not-well-formed",
        "<a></>|not-well-formed",
        "<a><b></a></b>|not-well-formed",
        "<a/ >|not-well-formed",
        "<a<b/>|not-well-formed",
        "<a b='<'/>|not-well-formed",
        "<a b='c' b='d'/>|not-well-formed",
        "<a b=c/>|not-well-formed",
        "<>|not-well-formed",
        "< a/>|not-well-formed",
        "<a></a<b>|not-well-formed",
        "<a>]]></a>|not-well-formed",
        "<a>&</a>|not-well-formed",
        "<a>&#0;</a>|not-well-formed",
        "<a>&#x1F;</a>|not-well-formed",
        "<a>&#xFFFF;</a>|not-well-formed",
        "~<a>\u0001</a>~|not-well-formed",
        "~<a\u0001/>~|not-well-formed",
        "~<a b='\u0000'/>~|not-well-formed",
        "~<a></a\u0002>~|not-well-formed",
        "~<a><![CDATA[\u0003]]></a>~|not-well-formed",
        "<b:a/>|bad-namespace-prefix",
        "<a b:c='d'/>|bad-namespace-prefix",
        "~<a>\u00FF</a>~|unsupported-encoding",
        "~<a>\u0080</a>~|unsupported-encoding",
        "~<a>\u00C3</a>~|unsupported-encoding",
        "~<a b='\u00C3'/>~|unsupported-encoding",
        "~<\u00C3/>~|unsupported-encoding",
        "~<a></\u00C3>~|unsupported-encoding",
        "~<a><![CDATA[\u00C3]]></a>~|unsupported-encoding",
        "~<a>\u00C0\u0080</a>~|unsupported-encoding",
        "~<a>\u00C1\u00BF</a>~|unsupported-encoding",
        "~<a>\u00E0\u009F\u00BF</a>~|unsupported-encoding",
        "~<a>\u00ED\u00A0\u0080</a>~|unsupported-encoding",
        "~<a>\u00F0\u008F\u00BF\u00BF</a>~|unsupported-encoding",
        "~<a>\u00F4\u0090\u0080\u0080</a>~|unsupported-encoding",
        "~<a>\u00F8\u0088\u0080\u0080\u0080</a>~|unsupported-encoding",
        "~<a>\u00EF\u00BF\u00BE</a>~|not-well-formed",
        "<a><b><c><d><e><f><g>|policy-violation",
        "<a 1='' 2='' 3='' 4='' 5='' 6='' 7='|policy-violation",
      })
  void a_bad_stanza_is_answered_with_its_condition(String input, String condition) {
    for (int size : new int[] {Integer.MAX_VALUE, 1, 2, 3, 7}) {
      assertThat(Events.of(HEADER + "<ok/>" + input, size))
          .as(size + " at a time")
          .containsExactly("header to=null", "<ok xmlns='jabber:client'/>", condition);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|bad-format",
        "~ ~|bad-format",
        "~ <a/>~|bad-format",
        "a|bad-format",
        "<a/><b/>|bad-format",
        "<a/>b|bad-format",
        "<a>|not-well-formed",
        "<a|not-well-formed",
        "</stream:stream>|bad-format",
        "<?xml version='1.0'?><a/>|restricted-xml",
        "<!-- --><a/>|restricted-xml",
        "<a><b><c><d><e><f><g>|policy-violation",
      })
  void a_bad_message_is_answered_with_its_condition(String input, String condition) {
    byte[] bytes = input.getBytes(ISO_8859_1);

    XmlException refusal =
        catchThrowableOfType(
            XmlException.class, () -> SingleElement.require(bytes, 0, bytes.length, Events.LIMITS));

    assertThat(refusal).isNotNull();
    assertThat(refusal.condition().elementName()).isEqualTo(condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"<a/>", "~<a>b</a>\r\n~"})
  void a_message_of_one_element_is_fine(String input) {
    byte[] bytes = input.getBytes(ISO_8859_1);

    SingleElement.require(bytes, 0, bytes.length, Events.LIMITS);
  }
}
