package im.fenghuo.api.config;

/// A password or key. In the file it is `{ file = "…" }`, whose first line it is, `{ env = "NAME"
/// }`, or, for tests and trials, the text itself. Never printed.
public record Secret(String value) {

  @Override
  public String toString() {
    return "(secret)";
  }
}
