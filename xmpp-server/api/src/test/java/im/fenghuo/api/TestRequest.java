package im.fenghuo.api;

/// A request as a test makes it, from the network address 192.0.2.1 if from outside.
public record TestRequest(Iq iq, Account account, Session session) implements IqRequest {

  @Override
  public String address() {
    return "192.0.2.1";
  }

  @Override
  public String domain() {
    return "localhost";
  }
}
