package im.fenghuo.stream;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.SaslException;
import im.fenghuo.sasl.ScramCredentials;
import im.fenghuo.sasl.ScramHash;
import im.fenghuo.sasl.ScramUpgrade;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The upgrade tasks (XEP-0480) of one authentication, one after the other.
final class Upgrades {

  private static final Sasl2Profile SASL2 = new Sasl2Profile();

  private final SaslAuthentications.Settings settings;
  private final SaslAuthentications.Services services;
  private final Jid account;
  private final Deque<ScramHash> waiting;
  private final Supplier<Authentication.Outcome> whenDone;
  private @Nullable ScramUpgrade current;

  private Upgrades(
      SaslAuthentications.Settings settings,
      SaslAuthentications.Services services,
      Jid account,
      Deque<ScramHash> waiting,
      Supplier<Authentication.Outcome> whenDone) {
    this.settings = settings;
    this.services = services;
    this.account = account;
    this.waiting = waiting;
    this.whenDone = whenDone;
  }

  /// Blocks. The tasks among `requested` that are offered and that the account has a use for; null
  /// for none. A client asks for all tasks it knows each time, so most have been done before.
  static @Nullable Upgrades wanted(
      SaslAuthentications.Settings settings,
      SaslAuthentications.Services services,
      Jid account,
      List<String> requested,
      Supplier<Authentication.Outcome> whenDone) {
    List<ScramHash> offered =
        requested.stream()
            .map(ScramUpgrade::hash)
            .flatMap(Optional::stream)
            .filter(settings.upgrades()::contains)
            .toList();
    if (offered.isEmpty()) {
      return null;
    }
    ScramCredentials credentials =
        services.credentials().find(account.localpart(), account.domainpart());
    if (credentials == null) {
      return null; // anonymous
    }
    Deque<ScramHash> waiting = new ArrayDeque<>(offered);
    waiting.removeAll(credentials.hashes());
    return waiting.isEmpty() ? null : new Upgrades(settings, services, account, waiting, whenDone);
  }

  /// The name of the task that the client is to begin.
  String task() {
    return ScramUpgrade.task(waiting.element());
  }

  /// The client begins a task.
  ScramUpgrade start(String task) throws SaslException {
    if (current != null || !task.equals(task())) {
      throw SaslProfile.malformed("expected the task " + task());
    }
    ScramUpgrade started =
        ScramUpgrade.start(waiting.element(), settings.iterations(), services.random());
    current = started;
    return started;
  }

  /// Blocks. The client has done its part of the task.
  Authentication.Outcome finish(@Nullable Element content) throws SaslException {
    ScramUpgrade upgrade = current;
    if (upgrade == null || content == null || !content.is(Sasl2Profile.SCRAM_UPGRADE, "hash")) {
      throw SaslProfile.malformed("expected the hash of a task that has begun");
    }
    services
        .credentials()
        .add(
            account.localpart(),
            account.domainpart(),
            upgrade.finish(SaslProfile.base64(content.text())));
    current = null;
    waiting.remove();
    return waiting.isEmpty() ? whenDone.get() : new Authentication.Say(SASL2.proceed(null, task()));
  }
}
