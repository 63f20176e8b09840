package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Damages good input in the same way each time: bytes are taken out, and others put in their
/// place.
///
/// @param pieces what is put in, besides single bytes
/// @param most how many places are damaged, one at least
/// @param longest how many bytes are taken out of one place
public record Damage(List<String> pieces, int most, int longest) {

  /// A damaged copy.
  public byte[] to(String good, Random random) {
    byte[] input = good.getBytes(UTF_8);
    for (int n = random.nextInt(most); n >= 0; n--) {
      int from = random.nextInt(input.length + 1);
      int to = Math.min(input.length, from + random.nextInt(longest + 1));
      byte[] piece =
          switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            default -> pieces.get(random.nextInt(pieces.size())).getBytes(UTF_8);
          };
      byte[] next = Arrays.copyOf(input, from + piece.length + input.length - to);
      System.arraycopy(piece, 0, next, from, piece.length);
      System.arraycopy(input, to, next, from + piece.length, input.length - to);
      input = next;
    }
    return input;
  }

  /// For messages.
  public static String shown(byte[] input) {
    return new String(input, UTF_8) + " = " + HexFormat.of().formatHex(input);
  }
}
