package im.fenghuo.stream;

/// What one stream may send.
///
/// @param maxBytes of a header or first-level element
/// @param maxDepth of nesting, a first-level element being 1
/// @param maxAttributes of one start tag, with its namespace declarations
public record FramerLimits(int maxBytes, int maxDepth, int maxAttributes) {
  public FramerLimits {
    if (maxBytes < 1 || maxDepth < 1 || maxDepth > Short.MAX_VALUE || maxAttributes < 1) {
      throw new IllegalArgumentException(
          "limits out of range: "
              + maxBytes
              + " bytes, depth "
              + maxDepth
              + ", "
              + maxAttributes
              + " attributes");
    }
  }
}
