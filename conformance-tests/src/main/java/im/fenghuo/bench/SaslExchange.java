package im.fenghuo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.client.Scram;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One authentication, seen from the client.
sealed interface SaslExchange {

  /// The mechanism's name on the wire.
  String mechanism();

  /// The initial response.
  byte[] first();

  /// The response to the server's challenge.
  byte[] answer(byte[] challenge) throws GeneralSecurityException;

  /// Whether what came with success proves that the server knows the secret, where the mechanism
  /// offers that.
  boolean isServerProven(byte[] additional);

  static SaslExchange of(Mechanism mechanism, Account account) {
    return mechanism == Mechanism.PLAIN
        ? new Plain(account)
        : new ScramExchange(
            mechanism, account, new Scram(mechanism.digest(), account.user(), account.password()));
  }

  /// RFC 4616.
  record Plain(Account account) implements SaslExchange {
    @Override
    public String mechanism() {
      return "PLAIN";
    }

    @Override
    public byte[] first() {
      return ("\0" + account.user() + "\0" + account.password()).getBytes(UTF_8);
    }

    @Override
    public byte[] answer(byte[] challenge) throws GeneralSecurityException {
      throw new GeneralSecurityException("PLAIN has no challenge");
    }

    @Override
    public boolean isServerProven(byte[] additional) {
      return true;
    }
  }

  /// RFC 5802 and RFC 7677.
  record ScramExchange(Mechanism chosen, Account account, Scram scram) implements SaslExchange {
    @Override
    public String mechanism() {
      return chosen.saslName();
    }

    @Override
    public byte[] first() {
      return scram.first().getBytes(UTF_8);
    }

    @Override
    public byte[] answer(byte[] challenge) throws GeneralSecurityException {
      Scram.Final last = scram.answer(new String(challenge, UTF_8), account.keys());
      account.remember(last.keys());
      return last.message().getBytes(UTF_8);
    }

    @Override
    public boolean isServerProven(byte[] additional) {
      return scram.isServerProven(new String(additional, UTF_8));
    }
  }

  /// A hashed token without channel binding (XEP-0484, draft-schmaus-kitten-sasl-ht).
  record HashedToken(Account account, String token) implements SaslExchange {

    static final String MECHANISM = "HT-SHA-256-NONE";

    @Override
    public String mechanism() {
      return MECHANISM;
    }

    @Override
    public byte[] first() {
      byte[] user = (account.user() + "\0").getBytes(UTF_8);
      byte[] hash = hmac("Initiator");
      byte[] message = Arrays.copyOf(user, user.length + hash.length);
      System.arraycopy(hash, 0, message, user.length, hash.length);
      return message;
    }

    @Override
    public byte[] answer(byte[] challenge) throws GeneralSecurityException {
      throw new GeneralSecurityException(MECHANISM + " has no challenge");
    }

    @Override
    public boolean isServerProven(byte[] additional) {
      return MessageDigest.isEqual(additional, hmac("Responder"));
    }

    private byte[] hmac(String role) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
        return mac.doFinal(role.getBytes(UTF_8));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HmacSHA256", e);
      }
    }
  }
}
