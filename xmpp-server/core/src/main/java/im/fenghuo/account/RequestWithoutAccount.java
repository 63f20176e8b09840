package im.fenghuo.account;

import im.fenghuo.api.Account;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Session;
import org.jspecify.annotations.Nullable;

/// A request to an account that does not exist, or of somebody from elsewhere to a service.
record RequestWithoutAccount(Iq iq) implements IqRequest {

  @Override
  public Account account() {
    throw new IllegalStateException("no account takes part in " + iq.from() + " to " + iq.to());
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
