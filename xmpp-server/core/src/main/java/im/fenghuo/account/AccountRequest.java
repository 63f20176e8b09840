package im.fenghuo.account;

import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that is answered for an account, or for one of its sessions by the server.
///
/// @param afterwards what is to be done on the account's loop once the answer is sent
public record AccountRequest(
    Iq iq, LocalAccount account, @Nullable ClientSession session, List<Runnable> afterwards)
    implements IqRequest {

  AccountRequest(Iq iq, LocalAccount account, @Nullable ClientSession session) {
    this(iq, account, session, new ArrayList<>(0));
  }

  @Override
  public String address() {
    return "";
  }

  @Override
  public String domain() {
    Jid to = iq.to();
    return to == null ? account.jid().domainpart() : to.domainpart();
  }

  /// Has something done on the account's loop right after the answer was sent. Only for handlers in
  /// the turn of the account's changes.
  public void afterwards(Runnable work) {
    afterwards.add(work);
  }
}
