package im.fenghuo.xep.xep0398pepvcardconversion;

import im.fenghuo.api.xml.Element;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The photo in a vCard.
///
/// @param type as in `image/png`
/// @param data in base64
/// @param hash SHA-1 of the image, in hexadecimal
/// @param size of the image, in bytes
record Photo(String type, String data, String hash, int size) {

  private static final String VCARD = "vcard-temp";
  private static final String PHOTO = "PHOTO";

  /// Null for data that is no base64, or of nothing.
  static @Nullable Photo of(String type, String base64) {
    String compact = base64.replaceAll("\\s", "");
    byte[] image;
    try {
      image = Base64.getDecoder().decode(compact);
    } catch (IllegalArgumentException e) {
      return null;
    }
    return image.length == 0 ? null : new Photo(type, compact, sha1(image), image.length);
  }

  /// The photo of a vCard; null for none.
  static @Nullable Photo in(Element vcard) {
    Element photo = vcard.child(VCARD, PHOTO);
    Element data = photo == null ? null : photo.child(VCARD, "BINVAL");
    Element type = photo == null ? null : photo.child(VCARD, "TYPE");
    return data == null
        ? null
        : of(
            type == null || type.text().isBlank() ? "image/png" : type.text().strip(), data.text());
  }

  private static String sha1(byte[] image) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(image));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /// The vCard with this photo instead of its own.
  static Element replace(@Nullable Element vcard, @Nullable Photo photo) {
    Element rest =
        vcard == null
            ? Element.of(VCARD, "vCard").build()
            : vcard.without(child -> child.is(VCARD, PHOTO));
    return photo == null
        ? rest
        : rest.with(
            Element.of(VCARD, PHOTO)
                .child("TYPE", photo.type())
                .child("BINVAL", photo.data())
                .build());
  }
}
