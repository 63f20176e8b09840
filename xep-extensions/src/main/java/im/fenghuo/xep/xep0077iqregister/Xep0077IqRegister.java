package im.fenghuo.xep.xep0077iqregister;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Services;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.xep.xep0077iqregister.RegisterCodec.Submission;
import im.fenghuo.xep.xep0077iqregister.RegisterSettings.Mode;
import org.jspecify.annotations.Nullable;

/// [XEP-0077](https://xmpp.org/extensions/xep-0077.html): In-Band Registration.
public final class Xep0077IqRegister implements Xep {

  private static final String NAMESPACE = RegisterCodec.NAMESPACE;
  private static final String NOT_YOURS = "this is somebody else's account";
  private static final String STREAM_FEATURE = "http://jabber.org/features/iq-register";

  private final Accounts accounts;
  private final Mode mode;
  private final AddressLimit limit;

  /// @param services of the server
  /// @param settings who may make an account
  public Xep0077IqRegister(Services services, RegisterSettings settings) {
    this.accounts = services.accounts();
    this.mode = settings.registration();
    this.limit = new AddressLimit(settings.attemptsPerHour(), services.clock());
  }

  @Override
  public Document document() {
    return new Document(77, "iq-register", "2.4");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, NAMESPACE);
    for (Target target : new Target[] {Target.SERVER, Target.ACCOUNT}) {
      on.quickIq(Iq.Type.GET, target, NAMESPACE, "query", Xep0077IqRegister::onFile);
      on.iq(Iq.Type.SET, target, NAMESPACE, "query", this::change);
    }
    if (mode != Mode.OFF) {
      Element feature = Element.of(STREAM_FEATURE, "register").build();
      on.streamFeature(Registrar.Stage.BEFORE_AUTHENTICATION, _ -> feature);
    }
    // Registered even when off: the answer is the XEP's, not the end of the stream.
    on.iq(Iq.Type.GET, Target.STREAM, NAMESPACE, "query", this::blank);
    on.iq(Iq.Type.SET, Target.STREAM, NAMESPACE, "query", this::register);
  }

  /// §3.1: what is on file.
  private static Element onFile(IqRequest request) throws StanzaException {
    return RegisterCodec.registered(request.ownSession(NOT_YOURS).account().jid().localpart());
  }

  private Element blank(IqRequest request) throws StanzaException {
    requireOpen();
    return RegisterCodec.blank();
  }

  private void requireOpen() throws StanzaException {
    if (mode == Mode.OFF) {
      throw new StanzaException(
          Condition.SERVICE_UNAVAILABLE, "accounts are not made in-band here");
    }
  }

  /// Blocks. §3.1.
  private @Nullable Element register(IqRequest request) throws StanzaException {
    requireOpen();
    if (request.payload().has(NAMESPACE, "remove")) {
      throw new StanzaException(Condition.UNEXPECTED_REQUEST, "authenticate first");
    }
    Submission submission = RegisterCodec.submission(request.payload());
    if (!submission.isComplete()) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "a username and a password are required");
    }
    Jid jid = jid(submission.username(), request.domain());
    if (mode == Mode.LIMITED && !limit.admits(request.address())) {
      throw new StanzaException(
          Condition.NOT_ACCEPTABLE,
          "wait",
          "too many registrations from this network: try again in an hour",
          null);
    }
    accounts.create(jid, submission.password());
    return null;
  }

  private static Jid jid(String username, String domain) throws StanzaException {
    try {
      return Jid.of(username, domain, "");
    } catch (InvalidJidException e) {
      throw new StanzaException(
          Condition.NOT_ACCEPTABLE, "this cannot be a username: " + e.getMessage());
    }
  }

  /// Blocks. §3.2 and §3.3: removal, or another password.
  private @Nullable Element change(IqRequest request) throws StanzaException {
    Session session = request.ownSession(NOT_YOURS);
    Jid account = session.account().jid();
    if (request.payload().has(NAMESPACE, "remove")) {
      if (request.payload().children().size() != 1) {
        throw new StanzaException(Condition.BAD_REQUEST, "'remove' stands alone");
      }
      accounts.remove(session);
      return null;
    }
    Submission submission = RegisterCodec.submission(request.payload());
    if (!submission.isComplete()) {
      throw new StanzaException(
          Condition.BAD_REQUEST, "a change of password names the username and the new password");
    }
    if (!jid(submission.username(), account.domainpart()).equals(account)) {
      throw new StanzaException(Condition.NOT_ALLOWED, "this is somebody else's username");
    }
    accounts.changePassword(account, submission.password());
    return null;
  }
}
