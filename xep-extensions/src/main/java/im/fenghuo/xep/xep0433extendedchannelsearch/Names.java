package im.fenghuo.xep.xep0433extendedchannelsearch;

/// The namespaces of XEP-0433.
final class Names {
  static final String BASE = "urn:xmpp:channel-search:0";
  static final String SEARCH = BASE + ":search";
  static final String ERROR = BASE + ":error";
  static final String ANONYMITY = BASE + ":anonymity";

  private Names() {}
}
