package im.fenghuo.xep.xep0421occupantid;

import im.fenghuo.api.Jid;
import im.fenghuo.muc.Affiliation;
import im.fenghuo.muc.Room;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The ids of one room (§4.1): made from its secret and the real bare JID, so they are the same
/// whenever somebody comes, and nobody without the secret can tell whose they are. Belongs to the
/// room's lane.
final class OccupantIds {

  private static final String ALGORITHM = "HmacSHA256";

  /// How many are remembered before all are forgotten.
  private static final int KNOWN = 1000;

  /// How many are found by their id.
  private static final int INDEXED = 20_000;

  /// Whose the ids are that were made.
  private final Map<String, Jid> accounts = new HashMap<>();

  /// Of the affiliations whose ids are among [#accounts].
  private long version = -1;

  private final Map<Jid, String> known = new HashMap<>();
  private final Mac mac;

  /// @param secret of the room
  OccupantIds(byte[] secret) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /// The id of an account.
  ///
  /// @param account a bare JID
  String of(Jid account) {
    if (known.size() >= KNOWN && !known.containsKey(account)) {
      known.clear();
    }
    return known.computeIfAbsent(account, this::make);
  }

  /// Whose id it is: of somebody who has been in the room or is affiliated; null for nobody's.
  @Nullable Jid find(String id, Room room) {
    if (!accounts.containsKey(id) && version != room.affiliations().version()) {
      version = room.affiliations().version();
      room.affiliations().all().stream()
          .filter(each -> each.affiliation().isAtLeast(Affiliation.MEMBER))
          .limit(INDEXED)
          .forEach(each -> of(each.jid()));
    }
    return accounts.get(id);
  }

  private String make(Jid account) {
    byte[] code = mac.doFinal(("occupant-id/" + account).getBytes(StandardCharsets.UTF_8));
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    if (accounts.size() < INDEXED) {
      accounts.put(id, account);
    }
    return id;
  }
}
