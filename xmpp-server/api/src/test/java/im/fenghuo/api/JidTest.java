package im.fenghuo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JidTest {

  /// RFC 7622 §3.5, table 1; and 18 of table 2, whose profile allows what the table does not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "juliet@example.com|juliet|example.com|''",
        "juliet@example.com/foo|juliet|example.com|foo",
        "juliet@example.com/foo bar|juliet|example.com|foo bar",
        "juliet@example.com/foo@bar|juliet|example.com|foo@bar",
        "foo\\20bar@example.com|foo\\20bar|example.com|''",
        "fussball@example.com|fussball|example.com|''",
        "fu\u00DFball@example.com|fu\u00DFball|example.com|''",
        "\u03C0@example.com|\u03C0|example.com|''",
        "\u03A3@example.com/foo|\u03C3|example.com|foo",
        "\u03C3@example.com/foo|\u03C3|example.com|foo",
        "\u03C2@example.com/foo|\u03C2|example.com|foo",
        "king@example.com/\u265A|king|example.com|\u265A",
        "example.com|''|example.com|''",
        "example.com/foobar|''|example.com|foobar",
        "a.example.com/b@example.net|''|a.example.com|b@example.net",
        "juliet@example.com/ foo|juliet|example.com| foo",
      })
  void the_examples_of_the_rfc_are_addresses(
      String jid, String localpart, String domainpart, String resourcepart) {
    Jid parsed = Jid.parse(jid);

    assertThat(parsed.localpart()).isEqualTo(localpart);
    assertThat(parsed.domainpart()).isEqualTo(domainpart);
    assertThat(parsed.resourcepart()).isEqualTo(resourcepart);
  }

  /// RFC 7622 §3.5, table 2, without 18.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"juliet\"@example.com",
        "foo bar@example.com",
        "@example.com/",
        "henry\u2163@example.com",
        "\u265A@example.com",
        "juliet@",
        "/foobar",
      })
  void the_counterexamples_of_the_rfc_are_refused(String jid) {
    assertThatThrownBy(() -> Jid.parse(jid)).isInstanceOf(InvalidJidException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "/",
        "@/",
        "a@/b",
        "@example.com",
        "example.com/",
        "a@example.com/",
        "a@b@example.com",
        "a&b@example.com",
        "a'b@example.com",
        "a:b@example.com",
        "a<b@example.com",
        "a>b@example.com",
        // Full width, mapped to what is excluded.
        "a\uFF20b@example.com",
        "a\uFF06b@example.com",
        "a\u0000@example.com",
        "a\u007F@example.com",
        "a\u200Bb@example.com",
        "a\u202Eb@example.com",
        // The angstrom sign is not composed: refused as such, before it could become a letter.
        "\u212B@example.com",
        "\uD800@example.com",
        "a@example.com/\u0007",
        "a@example.com/\uDC00",
        "a@example.com/\uFFFE",
        // Mixed directions.
        "a\u05D0@example.com",
        ".",
        "..",
        ".example.com",
        "example..com",
        "example.com..",
        "-example.com",
        "example-.com",
        "a_b.example.com",
        "exa mple.com",
        "example.com\n",
        "ab--c.example.com",
        "xn--.example.com",
        "xn--abc-.example.com",
        "xn--99999999.example.com",
        // Punycode of a label, but longer than one may be.
        "xn--4gqr3e34c13dzyexpfv5ftxgrnhp1hnoil9ijujhnkf8kdqlbim82m6hn42n2to0kpyqpwgq",
        // Punycode of a capital letter.
        "xn--7ba.example.com",
        "\u0301a.example.com",
        "\u2163.example.com",
        "[::1",
        "[]",
        "[1.2.3.4]",
        "[::1%eth0]",
        "[example.com]",
        "::1",
      })
  void what_is_no_address_is_refused(String jid) {
    assertThatThrownBy(() -> Jid.parse(jid)).isInstanceOf(InvalidJidException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Juliet@Example.COM/Balcony|juliet@example.com/Balcony",
        "example.com.|example.com",
        "a@Example.com./x|a@example.com/x",
        "\uFF4A\uFF35@example.com|ju@example.com",
        "\u00C4RGER@example.com|\u00E4rger@example.com",
        // Composed and decomposed are one.
        "a\u0308@example.com|\u00E4@example.com",
        "\u00C5@example.com/A\u030A|\u00E5@example.com/\u00C5",
        // Case is kept in a resourcepart, spaces of all kinds become one kind.
        "a@b/\u3000X\u00A0y|a@b/ X y",
        "\uFF45xample\u3002com|example.com",
        "xn--bcher-kva.example|b\u00FCcher.example",
        "XN--BCHER-KVA.example|b\u00FCcher.example",
        "B\u00DCCHER.example|b\u00FCcher.example",
        "xn--fuball-cta.example|fu\u00DFball.example",
        "xn--fiqs8s|\u4E2D\u56FD",
        "xn--p1ai|\u0440\u0444",
        "xn--ls8h.xn--p1ai|!",
        "[2001:DB8::1]|[2001:db8::1]",
        "a@[::ffff:192.0.2.1]/r|a@[::ffff:192.0.2.1]/r",
        "192.0.2.1|192.0.2.1",
        "\u05D0\u05D1@example.com|\u05D0\u05D1@example.com",
        "\u738B@\u4F8B\u5B50.\u6D4B\u8BD5|\u738B@\u4F8B\u5B50.\u6D4B\u8BD5",
      })
  void addresses_get_their_normal_form(String jid, String normal) {
    if (normal.equals("!")) {
      // An emoji is no letter: IDNA2008 has no such domain.
      assertThatThrownBy(() -> Jid.parse(jid)).isInstanceOf(InvalidJidException.class);
      return;
    }
    assertThat(Jid.parse(jid)).hasToString(normal);
    assertThat(Jid.parse(normal)).isEqualTo(Jid.parse(jid)).hasSameHashCodeAs(Jid.parse(jid));
  }

  @Test
  void lookalikes_of_different_scripts_stay_different() {
    assertThat(Jid.parse("p\u0430ypal@example.com")).isNotEqualTo(Jid.parse("paypal@example.com"));
  }

  @Test
  void a_part_may_have_1023_bytes_and_no_more() {
    String longest = "a".repeat(1023);
    String umlauts = "\u00E4".repeat(511) + "a";
    String domain = ("a".repeat(62) + ".").repeat(16) + "a".repeat(15);

    assertThat(Jid.of(longest, domain, longest).toString()).hasSize(3071);
    assertThat(Jid.parse(longest + '@' + domain + '/' + longest).localpart()).isEqualTo(longest);
    assertThat(Jid.of(umlauts, "b", umlauts).localpart()).isEqualTo(umlauts);
    assertThat(domain).hasSize(1023);
    refused(longest + "a", "b", "");
    refused("a", "b", longest + "a");
    refused("a", "b" + domain, "");
    refused(umlauts + "a", "b", "");
    refused("a", "b", umlauts + "a");
    refused("a", "b".repeat(64), "");
  }

  private static void refused(String localpart, String domainpart, String resourcepart) {
    assertThatThrownBy(() -> Jid.of(localpart, domainpart, resourcepart))
        .isInstanceOf(InvalidJidException.class);
  }

  @Test
  void an_address_gives_the_addresses_it_is_part_of() {
    Jid full = Jid.parse("juliet@example.com/balcony");

    assertThat(full.isFull()).isTrue();
    assertThat(full.isBare()).isFalse();
    assertThat(full.bare()).isEqualTo(Jid.parse("juliet@example.com"));
    assertThat(full.bare()).isSameAs(full.bare());
    assertThat(full.bare().bare()).isSameAs(full.bare());
    assertThat(full.bare().isBare()).isTrue();
    assertThat(full.bare().isDomain()).isFalse();
    assertThat(full.domain()).isEqualTo(Jid.parse("example.com"));
    assertThat(full.domain().isDomain()).isTrue();
    assertThat(full.domain().domainpart()).isEqualTo("example.com");
    assertThat(full.withResource("b/c")).isEqualTo(Jid.parse("juliet@example.com/b/c"));
    assertThat(full.withResource("")).isEqualTo(full.bare());
    assertThat(full.bare().withResource("balcony")).isEqualTo(full);
    assertThat(full.isAtDomain("example.com")).isTrue();
    assertThat(full.isAtDomain("example.co")).isFalse();
    assertThat(full.isAtDomain("xample.com")).isFalse();
    assertThat(Jid.parse("a.example/r").domain().isDomain()).isTrue();
    assertThat(Jid.of("", "example.com", "r")).isEqualTo(Jid.parse("example.com/r"));
  }

  @Test
  void whatever_is_parsed_is_either_refused_or_stable() {
    Random random = new Random(7622);
    String[] pieces = {
      "a",
      "B",
      "@",
      "/",
      ".",
      "-",
      "xn--",
      "\u00DF",
      "\u03A3",
      "\u0130",
      "\uFF21",
      "\u0301",
      "\u05D0",
      "\u0661",
      "\u200D",
      "\uD83D\uDE00",
      "\uD83D",
      "[",
      ":",
      "1",
      " ",
      "\u3002",
      "\u1E9E",
      "\uAC00",
      "\u1100",
      "\u0000",
      "\u0345",
      "\u01C5",
      "\uFB01"
    };
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder input = new StringBuilder();
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        input.append(
            random.nextInt(20) == 0
                ? Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1))
                : pieces[random.nextInt(pieces.length)]);
      }
      Jid jid;
      try {
        jid = Jid.parse(input.toString());
      } catch (InvalidJidException e) {
        continue;
      }
      accepted++;
      assertThat(Jid.parse(jid.toString())).isEqualTo(jid);
      assertThat(Jid.of(jid.localpart(), jid.domainpart(), jid.resourcepart())).isEqualTo(jid);
    }
    assertThat(accepted).isGreaterThan(5_000);
  }
}
