package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority that nobody else knows, and a server's certificate of it. */
public final class TestAuthority {

  private final Path folder;

  public TestAuthority(Path folder) throws Exception {
    this.folder = folder;
    keytool(folder, "ca.p12", "-genkeypair", "-alias", "ca", "-dname", "CN=Test", "-ext", "bc:c");
    keytool(
        folder, "ca.p12", "-exportcert", "-alias", "ca", "-rfc", "-file", file(folder, "ca.pem"));
    keytool(folder, "server.p12", "-genkeypair", "-alias", "server", "-dname", "CN=server");
    keytool(
        folder, "server.p12", "-certreq", "-alias", "server", "-file", file(folder, "server.csr"));
    keytool(
        folder,
        "ca.p12",
        "-gencert",
        "-alias",
        "ca",
        "-rfc",
        "-ext",
        "san=dns:localhost,dns:registry.test",
        "-infile",
        file(folder, "server.csr"),
        "-outfile",
        file(folder, "server.pem"));
    byte[] key = keys(folder).getKey("server", "secret".toCharArray()).getEncoded();
    Files.writeString(
        key(),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** The authority's own certificate. */
  public Path authority() {
    return folder.resolve("ca.pem");
  }

  /** For servers of this JVM, of a certificate that nobody vouches for. */
  static SSLContext selfSigned(Path folder) throws Exception {
    keytool(folder, "server.p12", "-genkeypair", "-alias", "server", "-dname", "CN=server");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys(folder), "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static KeyStore keys(Path folder) throws Exception {
    return KeyStore.getInstance(folder.resolve("server.p12").toFile(), "secret".toCharArray());
  }

  /** The server's key with its certificate, for whoever is to show it; the password is "secret". */
  Path keyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] password = "secret".toCharArray();
    store.setKeyEntry(
        "server",
        keys(folder).getKey("server", password),
        password,
        new Certificate[] {read(certificate())});
    Path file = folder.resolve("shown.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    return file;
  }

  /** For servers of this JVM that let in those only who show a certificate of the authority. */
  HttpsConfigurator mutual() throws Exception {
    return asking(parameters -> parameters.setNeedClientAuth(true));
  }

  /** For servers of this JVM that ask for such a certificate and do without it, too. */
  public HttpsConfigurator asking() throws Exception {
    return asking(parameters -> parameters.setWantClientAuth(true));
  }

  private HttpsConfigurator asking(Consumer<SSLParameters> client) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    char[] password = "secret".toCharArray();
    keys.init(KeyStore.getInstance(keyStore().toFile(), password), password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", read(authority()));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters both = getSSLContext().getDefaultSSLParameters();
        client.accept(both);
        parameters.setSSLParameters(both);
      }
    };
  }

  private static Certificate read(Path pem) throws Exception {
    try (InputStream in = Files.newInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  public Path certificate() {
    return folder.resolve("server.pem");
  }

  public Path key() {
    return folder.resolve("server.key");
  }

  private static String file(Path folder, String name) {
    return folder.resolve(name).toString();
  }

  /** The JDK makes certificates with keytool only. */
  private static void keytool(Path folder, String store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", "secret", "-keystore", file(folder, store)));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC"));
    }
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }
}
