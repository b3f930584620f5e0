package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

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

  Path certificate() {
    return folder.resolve("server.pem");
  }

  Path key() {
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
