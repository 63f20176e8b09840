package im.fenghuo.api.xml;

/// What a parser accepts of one element; anything beyond is a `policy-violation`.
///
/// @param maxDepth how deep elements may nest, the outermost being 1
/// @param maxAttributes how many attributes, with namespace declarations, one start tag may have
public record XmlLimits(int maxDepth, int maxAttributes) {

  public static final XmlLimits DEFAULT = new XmlLimits(100, 100);

  public XmlLimits {
    if (maxDepth < 1 || maxAttributes < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: " + maxDepth + ", " + maxAttributes);
    }
  }
}
