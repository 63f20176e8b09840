package im.fenghuo.api.xml;

/// The namespaces that XML and streams themselves are made of.
public final class Namespaces {
  public static final String CLIENT = "jabber:client";
  public static final String SERVER = "jabber:server";
  public static final String STREAM = "http://etherx.jabber.org/streams";
  public static final String XML = "http://www.w3.org/XML/1998/namespace";
  static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  private Namespaces() {}
}
