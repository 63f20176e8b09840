package im.fenghuo.stream;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.AccountGate.Attached;
import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a client that is authenticated gets its session: a new one (RFC 6120 §7, XEP-0386) or one
/// whose stream was lost (XEP-0198 §5). Everything blocks.
final class Binding {

  static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-bind";

  private static final Logger LOG = LoggerFactory.getLogger(Binding.class);
  private static final String FAILED = "the server failed here";

  private final ClientStream stream;
  private final StreamServices services;
  private final Transport transport;

  Binding(ClientStream stream, StreamServices services, Transport transport) {
    this.stream = stream;
    this.services = services;
    this.transport = transport;
  }

  /// RFC 6120 §7.6 and §7.7.
  void bind(Iq request, Jid account) {
    try {
      Element wanted = request.payload().child(NAMESPACE, "resource");
      String resource = resource(account, wanted == null ? "" : wanted.text());
      Outlet outlet = new Outlet(stream);
      Attached attached = services.gate().attach(account, AccountGate.Bind.of(resource), outlet);
      Element bound =
          Element.of(NAMESPACE, "bind")
              .child(Element.of(NAMESPACE, "jid").text(attached.session().jid().toString()).build())
              .build();
      stream
          .loop()
          .execute(() ->
              stream.bound(
                  attached.session(),
                  outlet,
                  () -> transport.send(request.result(bound).element())));
    } catch (StanzaException e) {
      send(request.error(e).element());
    } catch (RuntimeException e) {
      LOG.error("Binding a resource of {} failed", account, e);
      StanzaException failed = new StanzaException(Condition.INTERNAL_SERVER_ERROR, FAILED);
      send(request.error(failed).element());
    }
  }

  private void send(Element answer) {
    stream.loop().execute(() -> transport.send(answer));
  }

  private String resource(Jid account, String wanted) throws StanzaException {
    if (wanted.isEmpty()) {
      return services.newId();
    }
    try {
      return account.withResource(wanted).resourcepart();
    } catch (InvalidJidException e) {
      throw new StanzaException(
          Condition.BAD_REQUEST, "this resource is not allowed: " + e.getMessage());
    }
  }

  /// `<resume/>` after authentication.
  void resume(Element request, Jid account) {
    Element failed =
        new Resumption(stream, services)
            .resume(request, account, (_, resumed) -> transport.send(resumed));
    if (failed != null) {
      send(failed);
    }
  }

  /// What was asked for inside of SASL2: resumption (XEP-0198 §9.2), or else Bind 2 (XEP-0386).
  /// Online after one round trip.
  ///
  /// @param noResource gets what to say where no resource is wanted
  /// @param features are told after the resource is bound
  void inline(
      Authentication.Inline inline,
      Consumer<Authentication.Done> noResource,
      Consumer<Jid> features) {
    Element failed = null;
    if (inline.resume() != null) {
      failed =
          new Resumption(stream, services)
              .resume(
                  inline.resume(),
                  inline.account(),
                  (full, resumed) -> {
                    transport.send(inline.success(full, null, resumed));
                    transport.authenticated(false);
                  });
      if (failed == null) {
        return;
      }
    }
    if (inline.wantsResource()) {
      bind(inline, failed, features);
    } else {
      Element success = inline.success(inline.account(), null, failed);
      noResource.accept(new Authentication.Done(inline.account(), success, false));
    }
  }

  private void bind(
      Authentication.Inline inline, @Nullable Element resumption, Consumer<Jid> features) {
    List<Element> wanted = new ArrayList<>(inline.features());
    Predicate<Element> isEnable = feature -> feature.is(StreamManagement.NAMESPACE, "enable");
    Element enable = wanted.stream().filter(isEnable).findFirst().orElse(null);
    wanted.removeIf(isEnable); // that is the stream's
    AccountGate.Bind bind =
        new AccountGate.Bind(inline.resource(services.newId()), true, List.copyOf(wanted));
    try {
      Outlet outlet = new Outlet(stream);
      Attached attached = services.gate().attach(inline.account(), bind, outlet);
      Runnable announce =
          () -> {
            List<Element> bound = new ArrayList<>(attached.bound());
            if (enable != null) {
              bound.add(stream.enable(enable));
            }
            transport.send(inline.success(attached.session().jid(), bound, resumption));
            transport.authenticated(false);
            features.accept(inline.account());
          };
      stream.loop().execute(() -> stream.bound(attached.session(), outlet, announce));
    } catch (StanzaException e) {
      stream.fail(StreamErrorCondition.RESOURCE_CONSTRAINT, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("Binding a resource of {} failed", inline.account(), e);
      stream.fail(StreamErrorCondition.INTERNAL_SERVER_ERROR, FAILED);
    }
  }
}
