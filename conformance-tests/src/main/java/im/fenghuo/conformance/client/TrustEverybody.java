package im.fenghuo.conformance.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts every certificate: what is tested here is not the certificate.
public final class TrustEverybody extends X509ExtendedTrustManager {

  private TrustEverybody() {}

  /// TLS that takes whatever certificate comes.
  ///
  /// @throws IOException if this Java has no TLS
  public static SSLContext context() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustEverybody()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IOException("no TLS in this Java", impossible);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket on) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket on) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine on) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine on) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
