package im.fenghuo.dist;

/// The server program.
public final class Main {
  private Main() {}

  /// Starts the program; `arguments` are those of the command line.
  public static void main(String[] arguments) {
    System.out.println("Fenghuo: nothing to run yet");
  }
}
