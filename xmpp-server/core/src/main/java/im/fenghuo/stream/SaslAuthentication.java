package im.fenghuo.stream;

import im.fenghuo.api.DbException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.FastToken;
import im.fenghuo.sasl.FastTokens;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.SaslError;
import im.fenghuo.sasl.SaslException;
import im.fenghuo.sasl.SaslMechanism;
import im.fenghuo.sasl.SaslOffer;
import im.fenghuo.sasl.SaslServer;
import im.fenghuo.sasl.Step;
import im.fenghuo.sasl.TokenUse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The authentication of one stream, in whichever profile the client chooses. For one thread at a
/// time.
final class SaslAuthentication implements Authentication {

  private static final Logger LOG = LoggerFactory.getLogger(SaslAuthentication.class);

  /// RFC 6120 §6.4.5 asks for two retries at least and five at most.
  private static final int MOST_FAILURES = 5;

  /// Some clients go through all mechanisms that they cannot use here, such as those bound to the
  /// channel in a way that we do not know, before they come to one that works. That guesses no
  /// password.
  private static final int MOST_UNUSABLE = 10;

  private static final Sasl1Profile SASL = new Sasl1Profile();
  private static final Sasl2Profile SASL2 = new Sasl2Profile();

  private final SaslAuthentications.Settings settings;
  private final SaslAuthentications.Services services;
  private final SaslFeatures features;
  private final SaslOffer offer;

  private @Nullable Exchange exchange;
  private @Nullable Upgrades upgrades;
  private int failures;
  private int unusable;

  /// A mechanism at work, and what the client wants done when it is through.
  private record Exchange(
      SaslProfile profile, SaslServer server, boolean isScram, SaslRequest.Inline inline) {}

  SaslAuthentication(
      SaslAuthentications.Settings settings,
      SaslAuthentications.Services services,
      SaslFeatures features,
      SaslOffer offer) {
    this.settings = settings;
    this.services = services;
    this.features = features;
    this.offer = offer;
  }

  @Override
  public List<Element> features() {
    return features.elements();
  }

  @Override
  public boolean takes(Element element) {
    return features.elements().stream()
        .anyMatch(feature -> feature.namespace().equals(element.namespace()));
  }

  /// The proof of SCRAM is checked with what is known by then: microseconds of computing.
  @Override
  public boolean mayWait(Element element) {
    Exchange current = exchange;
    return current == null
        || !current.isScram()
        || !current.inline().isNothing()
        || !element.name().equals("response");
  }

  @Override
  public Outcome handle(Element element) {
    SaslProfile profile = element.namespace().equals(Sasl2Profile.NAMESPACE) ? SASL2 : SASL;
    try {
      return handle(profile, profile.decode(element));
    } catch (SaslException e) {
      return failed(profile, e.error(), e.text());
    } catch (DbException e) {
      LOG.warn("Storage failed while somebody signed in at {}", offer.domain(), e);
      return failed(profile, SaslError.TEMPORARY_AUTH_FAILURE, "The server cannot tell now.");
    }
  }

  private Outcome handle(SaslProfile profile, SaslRequest request) throws SaslException {
    return switch (request) {
      case SaslRequest.Begin begin -> begin(profile, begin);
      case SaslRequest.Response response -> {
        Exchange current = exchange;
        if (current == null || !current.profile().equals(profile)) {
          throw SaslProfile.malformed("a response to nothing");
        }
        yield answer(current, current.server().respond(response.data()));
      }
      case SaslRequest.Abort abort -> throw new SaslException(SaslError.ABORTED, "as you wish");
      case SaslRequest.Next next -> new Say(SASL2.salt(tasks().start(next.task())));
      case SaslRequest.TaskData data -> tasks().finish(data.content());
    };
  }

  private Upgrades tasks() throws SaslException {
    Upgrades current = upgrades;
    if (current == null) {
      throw SaslProfile.malformed("no task was asked for");
    }
    return current;
  }

  private Outcome begin(SaslProfile profile, SaslRequest.Begin begin) throws SaslException {
    if (upgrades != null) {
      // XEP-0388 §4.10: a stream error.
      return new Refuse(profile.failure(SaslError.MALFORMED_REQUEST, "you are authenticated"));
    }
    if (exchange != null) {
      throw SaslProfile.malformed("an authentication is under way");
    }
    SaslRequest.Inline inline = begin.inline();
    SaslMechanism mechanism = mechanism(begin);
    SaslServer server =
        services.servers().start(mechanism, offer, services.credentials(), tokenUse(inline));
    Exchange started = new Exchange(profile, server, mechanism.scram() != null, inline);
    exchange = started;
    return answer(started, server.respond(begin.initial()));
  }

  private SaslMechanism mechanism(SaslRequest.Begin begin) throws SaslException {
    SaslMechanism mechanism = SaslMechanism.of(begin.mechanism()).orElse(null);
    if (mechanism != null && features.mechanisms().contains(mechanism)) {
      return mechanism;
    }
    if (mechanism != null
        && begin.inline().fast() != null
        && features.tokens().contains(mechanism)) {
      return mechanism;
    }
    if (mechanism == SaslMechanism.PLAIN && settings.mechanisms().contains(mechanism)) {
      throw new SaslException(SaslError.ENCRYPTION_REQUIRED, "PLAIN needs TLS");
    }
    throw new SaslException(SaslError.INVALID_MECHANISM, "this mechanism was not offered");
  }

  private static @Nullable TokenUse tokenUse(SaslRequest.Inline inline) {
    return inline.fast() == null || inline.client() == null
        ? null
        : new TokenUse(inline.client(), inline.fast().count());
  }

  private Outcome answer(Exchange current, Step step) {
    return switch (step) {
      case Step.Challenge challenge -> new Say(current.profile().challenge(challenge.data()));
      case Step.Failure failure -> failed(current.profile(), failure.error(), failure.text());
      case Step.Success success -> proven(current, success);
    };
  }

  private Outcome failed(SaslProfile profile, SaslError error, String text) {
    exchange = null;
    upgrades = null;
    if (error == SaslError.MALFORMED_REQUEST || error == SaslError.INVALID_MECHANISM) {
      unusable++;
    } else {
      failures++;
    }
    Element failure = profile.failure(error, text);
    boolean isEnough = failures >= MOST_FAILURES || unusable >= MOST_UNUSABLE;
    return isEnough ? new Refuse(failure) : new Say(failure);
  }

  private Outcome proven(Exchange current, Step.Success success) {
    exchange = null;
    Jid account = Jid.of(success.localpart(), offer.domain(), "");
    if (success.facts().mechanism() == SaslMechanism.ANONYMOUS) {
      services.credentials().addAnonymous(success.localpart(), offer.domain());
    }
    if (current.profile().equals(SASL)) {
      return new Done(account, SASL.success(success.data()), true);
    }
    // Who has only a token must not be able to make a password of it.
    boolean isPassword = success.facts().token() == null;
    Upgrades wanted =
        Upgrades.wanted(
            settings,
            services,
            account,
            isPassword ? current.inline().upgrades() : List.of(),
            () -> finished(account, null, current.inline(), success.facts()));
    if (wanted == null) {
      return finished(account, success.data(), current.inline(), success.facts());
    }
    upgrades = wanted;
    return new Say(SASL2.proceed(success.data(), wanted.task()));
  }

  /// Everything that authentication asks for is done.
  private Outcome finished(
      Jid account, @Nullable Octets data, SaslRequest.Inline inline, Step.Facts facts) {
    FastTokens.Issued token = token(account, inline, facts);
    SaslRequest.Bind bind = inline.bind();
    if (bind == null && inline.resume() == null) {
      return new Done(account, SASL2.success(data, account, null, null, token), false);
    }
    String tag = bind == null ? "" : bind.tag();
    String name = ResourceNames.of(account, tag, inline.client(), services.secret());
    return new WithInline(
        new Inline() {
          @Override
          public Jid account() {
            return account;
          }

          @Override
          public @Nullable Element resume() {
            return inline.resume();
          }

          @Override
          public boolean wantsResource() {
            return bind != null;
          }

          @Override
          public String resource(String unguessable) {
            return name.isEmpty() ? ResourceNames.tagged(account, tag, unguessable) : name;
          }

          @Override
          public List<Element> features() {
            return bind == null ? List.of() : bind.features();
          }

          @Override
          public Element success(
              Jid identity, @Nullable List<Element> bound, @Nullable Element resumption) {
            return SASL2.success(data, identity, bound, resumption, token);
          }
        });
  }

  /// XEP-0484: a token if the client asks for one, or if the one that it came with is to be
  /// replaced.
  private FastTokens.@Nullable Issued token(
      Jid account, SaslRequest.Inline inline, Step.Facts facts) {
    FastToken used = facts.token();
    boolean isInvalidating = inline.fast() != null && inline.fast().isInvalidating();
    if (used != null && isInvalidating) {
      services.tokens().invalidate(used);
    }
    String client = inline.client();
    if (client == null || facts.mechanism() == SaslMechanism.ANONYMOUS) {
      return null;
    }
    SaslMechanism mechanism = requestedToken(inline.requestToken());
    if (mechanism == null
        && used != null
        && !isInvalidating
        && services.tokens().isDueForRotation(used)) {
      mechanism = used.mechanism();
    }
    return mechanism == null
        ? null
        : services.tokens().issue(account.localpart(), account.domainpart(), client, mechanism);
  }

  private @Nullable SaslMechanism requestedToken(@Nullable String name) {
    return name == null
        ? null
        : SaslMechanism.of(name).filter(features.tokens()::contains).orElse(null);
  }
}
