package dev.innerloop.image.transport;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The trusted CA certificates: those of the JVM and the user's own. */
public record TrustedCertificates(Path certificates) {

  /**
   * A TLS context that trusts both.
   *
   * @throws Problem if the file holds no certificates
   */
  public SSLContext context() {
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int count = 0;
      for (Certificate own : own()) {
        all.setCertificateEntry("own-" + count++, own);
      }
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager known) {
          for (X509Certificate authority : known.getAcceptedIssuers()) {
            all.setCertificateEntry("jvm-" + count++, authority);
          }
        }
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), managers(all), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  /** The client certificates configured for the JVM, as in its default context. */
  private static KeyManager[] keys() {
    String file = System.getProperty("javax.net.ssl.keyStore", "");
    if (file.isEmpty() || file.equals("NONE")) {
      return new KeyManager[0];
    }
    char[] password = System.getProperty("javax.net.ssl.keyStorePassword", "").toCharArray();
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore store =
          KeyStore.getInstance(
              System.getProperty("javax.net.ssl.keyStoreType", KeyStore.getDefaultType()));
      store.load(in, password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return factory.getKeyManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new Problem(
          "Cannot read the key store " + file + " in javax.net.ssl.keyStore: " + e.getMessage(),
          "Correct javax.net.ssl.keyStore, keyStorePassword or keyStoreType in MAVEN_OPTS.",
          e);
    }
  }

  private Collection<? extends Certificate> own() throws IOException, GeneralSecurityException {
    if (!Files.isRegularFile(certificates)) {
      throw unreadable("the file does not exist", null);
    }
    try (InputStream in = Files.newInputStream(certificates)) {
      Collection<? extends Certificate> own =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (own.isEmpty()) {
        throw unreadable("it contains no certificate", null);
      }
      return own;
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private Problem unreadable(String why, @Nullable Exception cause) {
    return new Problem(
        "Cannot read the certificates in " + certificates + ": " + why,
        "Set a PEM file, which starts with -----BEGIN CERTIFICATE-----:\n"
            + "-Ddev.registryCertificates=ca.pem",
        cause);
  }
}
