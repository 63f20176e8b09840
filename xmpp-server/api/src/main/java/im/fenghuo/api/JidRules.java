package im.fenghuo.api;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/// What the three parts of an address may be, and how they are brought into normal form (RFC 7622
/// §3.2 to §3.4).
final class JidRules {

  private static final int MAX_BYTES = 1023;
  private static final int MAX_LABEL = 63;

  private static final byte LOCAL = 1;
  private static final byte LABEL = 2;
  private static final byte RESOURCE = 4;

  /// For each ASCII character, the parts in which it may stand and is already in normal form.
  private static final byte[] ASCII = classes();

  private JidRules() {}

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (char c = ' '; c < 0x7F; c++) {
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean upper = c >= 'A' && c <= 'Z';
      int parts = RESOURCE;
      parts |= c > ' ' && !upper && !isExcluded(c) ? LOCAL : 0;
      parts |= letterOrDigit || c == '-' ? LABEL : 0;
      classes[c] = (byte) parts;
    }
    return classes;
  }

  /// §3.3.1: what the profile allows and a localpart may not have all the same.
  private static boolean isExcluded(int c) {
    return "\"&'/:<>@".indexOf(c) >= 0;
  }

  /// Whether the whole address is ASCII and needs no change: nearly every address there is.
  static boolean isNormal(String jid, int at, int slash) {
    int length = jid.length();
    return length <= MAX_BYTES
        && at != 0
        && slash != length - 1
        && isAll(LOCAL, jid, 0, Math.max(at, 0))
        && isNormalDomain(jid, at + 1, slash)
        && isAll(RESOURCE, jid, Math.min(slash + 1, length), length);
  }

  private static boolean isAll(byte part, String string, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = string.charAt(i);
      if (c >= 128 || (ASCII[c] & part) == 0) {
        return false;
      }
    }
    return true;
  }

  /// Labels of letters, digits and hyphens, in lower case, and none that IDNA gives a meaning to.
  private static boolean isNormalDomain(String string, int from, int to) {
    int label = from;
    for (int i = from; i <= to; i++) {
      if (i == to || string.charAt(i) == '.') {
        if (!isPlainLabel(string, label, i)) {
          return false;
        }
        label = i + 1;
      }
    }
    return true;
  }

  private static boolean isPlainLabel(String string, int from, int to) {
    return from < to
        && to - from <= MAX_LABEL
        && string.charAt(from) != '-'
        && string.charAt(to - 1) != '-'
        && !(to - from > 3 && string.charAt(from + 2) == '-' && string.charAt(from + 3) == '-')
        && isAll(LABEL, string, from, to);
  }

  /// §3.3: the profile UsernameCaseMapped, without eight characters more.
  static String localpart(String part) {
    if (part.length() <= MAX_BYTES && isAll(LOCAL, part, 0, part.length())) {
      return part;
    }
    String normal = enforce(PrecisProfiles.USERNAME_CASE_MAPPED, part, "localpart");
    for (int i = 0; i < normal.length(); i++) {
      if (isExcluded(normal.charAt(i))) {
        throw invalid("localpart", part, "it has a '" + normal.charAt(i) + "'");
      }
    }
    return normal;
  }

  /// §3.4: the profile OpaqueString. A space at its begin or end is allowed by the profile and
  /// therefore here, although table 2 of §3.5 lists such an address among the invalid ones.
  static String resourcepart(String part) {
    if (part.length() <= MAX_BYTES && isAll(RESOURCE, part, 0, part.length())) {
      return part;
    }
    return enforce(PrecisProfiles.OPAQUE_STRING, part, "resourcepart");
  }

  private static String enforce(PrecisProfile profile, String part, String what) {
    requireLength(part, what);
    String normal;
    try {
      // Both: what may be sent at all is decided before anything is mapped (RFC 8264 §7).
      normal = profile.enforce(profile.prepare(part));
      if (!profile.enforce(normal).equals(normal)) {
        throw invalid(what, part, "its normal form is not stable");
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw invalid(what, part, String.valueOf(e.getMessage()));
    }
    requireLength(normal, what);
    return normal;
  }

  /// §3.2: a domain name in its Unicode form, without the dot at its end, or an IP address.
  static String domainpart(String part) {
    if (part.length() <= MAX_BYTES && isNormalDomain(part, 0, part.length())) {
      return part;
    }
    requireLength(part, "domainpart");
    if (part.startsWith("[")) {
      return ipv6(part);
    }
    String mapped = mapped(part);
    if (mapped.endsWith(".")) {
      mapped = mapped.substring(0, mapped.length() - 1);
    }
    StringBuilder domain = new StringBuilder();
    for (String label : mapped.split("\\.", -1)) {
      domain.append(domain.isEmpty() ? "" : ".").append(label(part, label));
    }
    String normal = domain.toString();
    requireLength(normal, "domainpart");
    return normal;
  }

  /// Lower case, full and half width forms replaced, composed; the ideographic full stop is a dot.
  private static String mapped(String part) {
    StringBuilder narrow = new StringBuilder(part.length());
    part.codePoints()
        .forEach(c -> {
          if (c >= 0xFF01 && c <= 0xFFEE) {
            narrow.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
          } else {
            narrow.appendCodePoint(c);
          }
        });
    String lower = narrow.toString().replace('\u3002', '.').toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFC);
  }

  private static String label(String domain, String label) {
    if (isPlainLabel(label, 0, label.length())) {
      return label;
    }
    String unicode = label;
    if (label.startsWith("xn--")) {
      if (label.length() > MAX_LABEL) {
        throw invalid("domainpart", domain, "one of its labels is too long");
      }
      try {
        unicode = Punycode.decode(label.substring(4));
      } catch (IllegalArgumentException e) {
        throw invalid("domainpart", domain, String.valueOf(e.getMessage()));
      }
      if (!mapped(unicode).equals(unicode)) {
        throw invalid("domainpart", domain, "the label " + label + " is not in normal form");
      }
    }
    requireUnicodeLabel(domain, unicode);
    return unicode;
  }

  /// What IDNA2008 allows (RFC 5891 §4.2, RFC 5892), by way of the PRECIS class that is made of it.
  private static void requireUnicodeLabel(String domain, String label) {
    boolean ascii = true;
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      ascii &= c < 128;
      if (c < 128 && (ASCII[c] & LABEL) == 0) {
        throw invalid("domainpart", domain, "it has a '" + shown(String.valueOf(c)) + "'");
      }
    }
    // The encoded form has at least a prefix of four and one letter for each of ours.
    if (ascii || label.length() > MAX_LABEL - 4) {
      throw invalid("domainpart", domain, "'" + shown(label) + "' cannot be one of its labels");
    }
    boolean hyphens = label.length() > 3 && label.startsWith("--", 2);
    int first = Character.getType(label.codePointAt(0));
    boolean mark =
        first == Character.NON_SPACING_MARK
            || first == Character.COMBINING_SPACING_MARK
            || first == Character.ENCLOSING_MARK;
    if (label.startsWith("-") || label.endsWith("-") || hyphens || mark) {
      throw invalid("domainpart", domain, "'" + shown(label) + "' cannot be one of its labels");
    }
    enforce(PrecisProfiles.USERNAME_CASE_MAPPED, label, "domainpart");
  }

  private static String ipv6(String part) {
    try {
      boolean numeric = part.endsWith("]") && part.indexOf(':') >= 0 && part.indexOf('%') < 0;
      if (numeric && InetAddress.ofLiteral(part.substring(1, part.length() - 1)) != null) {
        return part.toLowerCase(Locale.ROOT);
      }
    } catch (IllegalArgumentException e) {
      throw invalid("domainpart", part, "it is not an IPv6 address: " + e.getMessage());
    }
    throw invalid("domainpart", part, "it is not an IPv6 address in brackets");
  }

  private static void requireLength(String part, String what) {
    if (part.length() > MAX_BYTES || part.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidJidException("the " + what + " is longer than " + MAX_BYTES + " bytes");
    }
    if (part.isEmpty()) {
      throw new InvalidJidException("the " + what + " is empty");
    }
  }

  private static InvalidJidException invalid(String what, String part, String why) {
    return new InvalidJidException("'" + shown(part) + "' is no " + what + ": " + why);
  }

  /// What a log or an error may show of bad input: not all of it, and nothing invisible.
  static String shown(String input) {
    StringBuilder shown = new StringBuilder();
    input
        .codePoints()
        .limit(80)
        .forEach(c -> {
          if (c < ' ' || c == 0x7F || Character.getType(c) == Character.SURROGATE) {
            shown.append(String.format(Locale.ROOT, "\\u%04X", c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }
}
