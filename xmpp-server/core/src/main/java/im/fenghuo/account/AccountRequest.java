package im.fenghuo.account;

import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import org.jspecify.annotations.Nullable;

/// A request that is answered for an account, or for one of its sessions by the server.
record AccountRequest(Iq iq, LocalAccount account, @Nullable ClientSession session)
    implements IqRequest {

  @Override
  public String address() {
    return "";
  }

  @Override
  public String domain() {
    Jid to = iq.to();
    return to == null ? account.jid().domainpart() : to.domainpart();
  }
}
