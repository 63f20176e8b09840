package im.fenghuo.api;

/// One protocol extension. This is all that the core ever learns about it.
public interface Xep {

  /// Which document, and which version of it: feeds the documentation and the console.
  Document document();

  /// Declares everything the extension does. Called once, before the server listens.
  void install(Registrar on);

  /// A document of the XMPP Standards Foundation.
  ///
  /// @param number as in XEP-0313
  /// @param shortName the document's own short name, as in `mam`
  /// @param version the version of the document that was implemented
  record Document(int number, String shortName, String version) {}
}
