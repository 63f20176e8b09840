package im.fenghuo.config;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Encryption of client connections.
public record TlsSettings(
    @Setting(
            doc =
                "The certificate and those that it was signed with, as PEM. Without it, one is made"
                    + " at the first start and kept in the data directory; clients will not trust"
                    + " it.")
        Optional<Path> certificate,
    @Setting(doc = "The certificate's private key, as PEM (PKCS #8).") Optional<Path> key,
    @Setting(fallback = "[\"TLSv1.3\", \"TLSv1.2\"]", doc = "The versions that are accepted.")
        List<String> versions,
    @Setting(
            fallback = "true",
            doc = "Whether clients of the port xmpp must use STARTTLS before they sign in.")
        boolean required) {

  /// A certificate needs its key; versions are 1.2 and 1.3 only (RFC 8996).
  public TlsSettings {
    Settings.check(
        certificate.isPresent() == key.isPresent(),
        certificate.isPresent() ? "key" : "certificate",
        "missing",
        "must be given together with the other");
    Settings.check(!versions.isEmpty(), "versions", versions, "must name at least one");
    for (String version : versions) {
      Settings.check(
          version.equals("TLSv1.2") || version.equals("TLSv1.3"),
          "versions",
          version,
          "must be of TLSv1.2, TLSv1.3");
    }
    versions = List.copyOf(versions);
  }
}
