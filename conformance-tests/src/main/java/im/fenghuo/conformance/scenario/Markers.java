package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes sure that whatever was due has come, without sleeping.
///
/// Every client sends a request to the server, to every account and to every other client, and a
/// message to every other client. Order between two entities is guaranteed (RFC 6120 §10.1), so
/// once all is answered, whatever was on its way has arrived; and because what arrives may make an
/// account send something in turn, all that is done twice.
///
/// Requests, because they are answered even if one has blocked the other. If a client itself has
/// answered, nobody has blocked anybody, and the message must have come as well.
final class Markers {

  private static final int ROUNDS = 2;

  private final Cast cast;
  private final String domain;
  private final Duration patience;
  private int count;

  Markers(Cast cast, String domain, Duration patience) {
    this.cast = cast;
    this.domain = domain;
    this.patience = patience;
  }

  /// Blocks until all that is due has come.
  void settle() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      List<Pending> pending = new ArrayList<>();
      for (Client client : cast.bound()) {
        pending.add(ping(client, domain));
        for (String account : cast.accounts()) {
          pending.add(ping(client, account));
        }
        for (Client other : cast.bound()) {
          if (other != client) {
            pending.add(mark(client, other));
          }
        }
      }
      for (Pending each : pending) {
        each.await(patience);
      }
    }
  }

  private Pending ping(Client client, String to) throws IOException {
    String id = "ping-" + ++count;
    return new Pending(
        client.jid() + " pings " + to,
        client,
        client.ask(
            id,
            "<iq type='get' id='%s' to='%s'><ping xmlns='urn:xmpp:ping'/></iq>".formatted(id, to)),
        Optional.empty());
  }

  private Pending mark(Client from, Client to) throws IOException {
    String id = Client.MARKER + ":" + ++count + "-" + Cast.randomName();
    String marker = "<marker xmlns='" + Client.MARKER + "'/>";
    from.mark(
        "<message type='headline' id='%s' to='%s'>%s<no-store xmlns='urn:xmpp:hints'/></message>"
            .formatted(id, to.jid(), marker));
    return new Pending(
        from.jid() + " sends a marker to " + to.jid(),
        from,
        from.ask(
            id + "q", "<iq type='get' id='%sq' to='%s'>%s</iq>".formatted(id, to.jid(), marker)),
        Optional.of(to.marker(id)));
  }

  private record Pending(
      String what,
      Client asker,
      CompletableFuture<XmlElement> answer,
      Optional<CompletableFuture<String>> message) {

    void await(Duration patience) {
      try {
        XmlElement came = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (message.isPresent() && came.attribute("type").equals(Optional.of("result"))) {
          message.get().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (TimeoutException late) {
        if (asker.isBound()) {
          throw new ScenarioFailure(what + ": no answer within " + patience, late);
        }
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new ScenarioFailure("interrupted", interrupted);
      }
    }
  }
}
