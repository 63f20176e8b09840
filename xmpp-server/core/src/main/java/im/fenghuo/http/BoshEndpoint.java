package im.fenghuo.http;

import im.fenghuo.api.xml.XmlException;
import im.fenghuo.lane.Loop;
import im.fenghuo.stream.BoshBody;
import im.fenghuo.stream.BoshReply;
import im.fenghuo.stream.BoshSessions;
import im.fenghuo.stream.ClientAddress;
import im.fenghuo.stream.StreamContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// Where BOSH clients post their requests (XEP-0124 §4).
final class BoshEndpoint {

  private static final String METHODS = "POST, OPTIONS";

  private final StreamContext context;
  private final BoshSessions sessions;
  private final Origins origins;

  BoshEndpoint(StreamContext context, BoshSessions sessions, Origins origins) {
    this.context = context;
    this.sessions = sessions;
    this.origins = origins;
  }

  void mount(Router router) {
    router.route(HttpPaths.BOSH).handler(routing -> origins.handle(routing, METHODS));
    router.post(HttpPaths.BOSH).handler(this::receive);
    router
        .route(HttpPaths.BOSH)
        .handler(routing ->
            Pages.text(
                routing.response().setStatusCode(405).putHeader("Allow", METHODS),
                "This is where XMPP clients connect by BOSH (XEP-0206): they POST here.\n"));
  }

  private void receive(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    Buffer bytes = Buffer.buffer();
    Reply reply = new Reply(context.loop(), request);
    int most = BoshBody.maxBytes(context);
    request.handler(chunk -> {
      if (bytes.length() + chunk.length() > most) {
        request.handler(null);
        request.endHandler(null);
        request.response().putHeader("Connection", "close");
        BoshSessions.refuse("policy-violation", true, reply);
        return;
      }
      bytes.appendBuffer(chunk);
    });
    request.endHandler(_ -> received(request, bytes.getBytes(), reply));
    request.resume();
  }

  private void received(HttpServerRequest request, byte[] bytes, Reply reply) {
    BoshBody body;
    try {
      body = BoshBody.parse(context, bytes);
    } catch (XmlException e) {
      BoshSessions.refuse("bad-request", true, reply);
      return;
    }
    request
        .response()
        .closeHandler(_ -> {
          reply.gone = true;
          sessions.lost(body);
        });
    BoshSessions.Client client =
        new BoshSessions.Client(ClientAddress.of(request.remoteAddress()), request.isSSL());
    sessions.receive(context, body, client, reply);
  }

  /// The answer to one request: may come from another loop.
  private static final class Reply implements BoshReply {

    private final Loop loop;
    private final HttpServerRequest request;
    private volatile boolean gone;

    Reply(Loop loop, HttpServerRequest request) {
      this.loop = loop;
      this.request = request;
    }

    @Override
    public void send(int status, String contentType, byte[] content) {
      loop.run(() -> {
        HttpServerResponse response = request.response();
        if (gone || response.ended()) {
          return;
        }
        response
            .setStatusCode(status)
            .putHeader("Content-Type", contentType)
            .putHeader("Cache-Control", "no-store")
            .putHeader("X-Content-Type-Options", "nosniff")
            // A client may ask for text/html; what it received must not act as a page of ours.
            .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
            .end(Buffer.buffer(content));
      });
    }

    @Override
    public void drop() {
      loop.run(() -> request.connection().close());
    }

    @Override
    public boolean isGone() {
      return gone;
    }
  }
}
