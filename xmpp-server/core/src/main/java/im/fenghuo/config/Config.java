package im.fenghuo.config;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import im.fenghuo.archive.Retention;
import im.fenghuo.archive.Retentions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The whole configuration of the server, except its extensions'.
public record Config(
    @Setting(doc = "Who the server is.") ServerSettings server,
    @Setting(doc = "Where clients connect. A port of 0 is any that is free.")
        ListenerSettings listeners,
    @Setting(doc = "Encryption of client connections.") TlsSettings tls,
    @Setting(doc = "How clients sign in.") SaslSettings sasl,
    @Setting(doc = "What one client may ask of the server.") LimitSettings limits,
    @Setting(doc = "Where everything durable is.") StorageSettings storage,
    @Setting(doc = "How messages are written to the archive.") ArchiveSettings archive,
    @Setting(
            doc =
                "Several servers as one. They need one database (storage.url) and a private network:"
                    + " what they say to each other is not encrypted.")
        ClusterSettings cluster,
    @Setting(doc = "What is offered by HTTP.") HttpSettings http,
    @Setting(doc = "What the server says about itself.") LogSettings log,
    @Setting(doc = "A domain's own settings, where they differ; one such section for each.")
        List<DomainSettings> domain,
    @Setting(
            doc =
                "Accounts that are made at the start when they do not exist; one such section for"
                    + " each.")
        List<NewAccount> account) {

  public Config {
    for (DomainSettings each : domain) {
      Settings.check(
          server.domains().contains(each.name()),
          "domain",
          each.name(),
          "must be one of server.domains");
    }
    domain = List.copyOf(domain);
    account = List.copyOf(account);
  }

  /// How long messages are kept.
  public Retentions retentions() {
    Map<String, Retention> ofDomains = new HashMap<>();
    for (DomainSettings each : domain) {
      each.retained().ifPresent(own -> ofDomains.put(each.name().toString(), own));
    }
    return new Retentions(archive.retained(), ofDomains);
  }

  /// The same with all ports higher, so that several servers run side by side.
  public Config portsShifted(int offset) {
    return new Config(
        server,
        listeners.shifted(offset),
        tls,
        sasl,
        limits,
        storage,
        archive,
        cluster.shifted(offset),
        http,
        log,
        domain,
        account);
  }

  /// The same with another data directory.
  public Config data(Path directory) {
    return new Config(
        new ServerSettings(server.domains(), Optional.of(directory), server.admins()),
        listeners,
        tls,
        sasl,
        limits,
        storage,
        archive,
        cluster,
        http,
        log,
        domain,
        account);
  }
}
