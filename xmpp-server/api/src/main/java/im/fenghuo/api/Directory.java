package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was registered, and what the server knows of itself.
public interface Directory {

  /// The domains served here.
  Set<String> domains();

  /// The JIDs of administrators.
  Set<Jid> admins();

  /// When the server was started.
  Instant started();

  /// The server's version.
  String version();

  /// Whom an address means: the server, one of its services, or null for anybody else.
  @Nullable Target target(Jid address);

  /// The services that exist, by label.
  List<Target> services();

  /// Where browsers and clients reach the web server of a domain, as in
  /// `https://chat.example.org:5281`: without a path.
  String webAddress(String domain);

  /// The server's data directory, below which extensions may keep files.
  Path data();

  /// The identities announced for a target.
  List<Registrar.Identity> identities(Target target);

  /// The features announced for a target, sorted; of a service, with those of all services.
  List<String> features(Target target);

  /// Who knows the nodes of a target.
  List<NodeHandler> nodes(Target target);

  /// The ad-hoc commands of a target, in the order in which they were registered.
  List<Command> commands(Target target);

  /// The forms announced for a target (XEP-0128).
  List<Element> forms(Target target);
}
