package im.fenghuo.transfer;

/// The names of XEP-0227.
final class Names {

  static final String NAMESPACE = "urn:xmpp:pie:0";
  static final String SCRAM = "urn:xmpp:pie:0#scram";
  static final String MAM = "urn:xmpp:pie:0#mam";
  static final String RESULT = "urn:xmpp:mam:2";

  /// What only a server like this one understands.
  static final String OWN = "urn:fenghuo:account:0";

  private Names() {}
}
