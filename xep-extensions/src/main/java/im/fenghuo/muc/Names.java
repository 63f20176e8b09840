package im.fenghuo.muc;

/// The namespaces of XEP-0045.
public final class Names {
  public static final String MUC = "http://jabber.org/protocol/muc";
  public static final String USER = MUC + "#user";
  public static final String ADMIN = MUC + "#admin";
  public static final String OWNER = MUC + "#owner";
  public static final String REQUEST = MUC + "#request";
  public static final String REGISTER = MUC + "#register";
  public static final String ROOM_CONFIG = MUC + "#roomconfig";
  public static final String ROOM_INFO = MUC + "#roominfo";

  private Names() {}
}
