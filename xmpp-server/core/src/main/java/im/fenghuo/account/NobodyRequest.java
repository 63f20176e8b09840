package im.fenghuo.account;

import im.fenghuo.api.Account;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Session;
import org.jspecify.annotations.Nullable;

/// A request to an account that does not exist.
record NobodyRequest(Iq iq) implements IqRequest {

  @Override
  public Account account() {
    throw new IllegalStateException("there is no account " + iq.to());
  }

  @Override
  public @Nullable Session session() {
    return null;
  }

  @Override
  public String address() {
    return "";
  }

  @Override
  public String domain() {
    return iq.recipient().domainpart();
  }
}
