package im.fenghuo.xep.xep0486mucavatars;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The pictures in a vCard: one image in several formats (§5.1).
final class Photos {

  /// More formats of one image than anybody needs.
  private static final int MOST = 10;

  private Photos() {}

  /// The SHA-1 of each in hexadecimal, as XEP-0153 wants it.
  ///
  /// @throws StanzaException `bad-request` for what is no Base64, `not-acceptable` for too many
  static List<String> hashes(Element vcard) throws StanzaException {
    List<String> hashes = new ArrayList<>();
    for (Element photo : vcard.children()) {
      Element content = photo.child(Xep0486MucAvatars.NAMESPACE, "BINVAL");
      if (photo.is(Xep0486MucAvatars.NAMESPACE, "PHOTO") && content != null) {
        byte[] image = decode(content.text());
        if (image.length > 0) {
          hashes.add(sha1(image));
        }
      }
    }
    if (hashes.size() > MOST) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "at most " + MOST + " formats");
    }
    return hashes;
  }

  private static byte[] decode(String text) throws StanzaException {
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new StanzaException(Condition.BAD_REQUEST, "the picture is no Base64");
    }
  }

  private static String sha1(byte[] image) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(image));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
