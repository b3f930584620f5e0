package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A client certificate with a private key in PKCS #8, which the client takes for an RSA key,
 * whatever it is.
 */
final class ClientKeys {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private final byte[] certificates;
  private final String key;

  private ClientKeys(byte[] certificates, String key) {
    this.certificates = certificates;
    this.key = key;
  }

  /** Takes such a certificate out of the client's configuration; empty if it has none. */
  static Optional<ClientKeys> takeFrom(Config config) {
    try {
      byte[] certificates = content(config.getClientCertData(), config.getClientCertFile());
      String key =
          new String(content(config.getClientKeyData(), config.getClientKeyFile()), US_ASCII);
      if (certificates.length == 0 || !key.contains(BEGIN)) {
        return Optional.empty();
      }
      config.setClientCertData(null);
      config.setClientCertFile(null);
      config.setClientKeyData(null);
      config.setClientKeyFile(null);
      return Optional.of(new ClientKeys(certificates, key));
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private static byte[] content(@Nullable String data, @Nullable String file) throws IOException {
    if (data != null && !data.isEmpty()) {
      return Base64.getMimeDecoder().decode(data);
    }
    return file == null || file.isEmpty() ? new byte[0] : Files.readAllBytes(Path.of(file));
  }

  KeyManager[] managers() {
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(certificates))
              .toArray(Certificate[]::new);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", privateKey(), new char[0], chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, new char[0]);
      return managers.getKeyManagers();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private PrivateKey privateKey() throws GeneralSecurityException {
    String text = key.substring(key.indexOf(BEGIN) + BEGIN.length(), key.indexOf(END));
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        continue; // of another algorithm
      }
    }
    throw new InvalidKeySpecException("it is none of " + String.join(", ", ALGORITHMS));
  }

  private static Problem invalid(Exception e) {
    return new Problem(
        "The client certificate of the kubeconfig or its key is not valid: " + e.getMessage() + ".",
        "Log in to the cluster again.",
        e);
  }
}
