package im.fenghuo.stream;

import im.fenghuo.api.Account;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Session;
import org.jspecify.annotations.Nullable;

/// A request of a client that has not authenticated.
record StreamRequest(Iq iq, String address, String domain) implements IqRequest {

  @Override
  public Account account() {
    throw new IllegalStateException("nobody has authenticated on this stream");
  }

  @Override
  public @Nullable Session session() {
    return null;
  }
}
