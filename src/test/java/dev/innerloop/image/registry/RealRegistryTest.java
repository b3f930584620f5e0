package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.blob.Blobs;
import dev.innerloop.content.ContentHash;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's docker-registry behind TLS, passwords, proxies, and what fails on the way. */
class RealRegistryTest {

  @TempDir Path folder;
  final List<Duration> pauses = new ArrayList<>();

  @Test
  void believesAnAuthorityOfTheUsersOwn() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    try (TestRegistry registry = TestRegistry.withTls(folder, authority)) {
      RegistryHttp http =
          new RegistryHttp(
              false,
              false,
              Optional.of(new Trust(authority.authority())),
              Optional.empty(),
              new Retries(pauses::add));
      try (RegistrySession session = session(registry.host(), Optional.empty(), http)) {
        session.authenticate(true);
        assertThat(session.findManifest("1")).isEmpty();
      }
      RegistryHttp stranger =
          new RegistryHttp(
              false, false, Optional.empty(), Optional.empty(), new Retries(pauses::add));
      try (RegistrySession session = session(registry.host(), Optional.empty(), stranger)) {
        assertProblem(
            registry.host(),
            () -> session.authenticate(true),
            registry.host() + " has a certificate that this JVM does not trust",
            "Name the authority that signed it: -Ddev.registryCertificates=ca.pem\n"
                + "If you trust it without: -Ddev.insecure=true");
      }
    }
  }

  @Test
  void saysThatAFileHoldsNoCertificate() throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "");
    assertThatThrownBy(() -> new Trust(file).context())
        .hasMessage("Cannot read the certificates in " + file + ": it holds no certificate");
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> new Trust(missing).context())
        .hasMessage("Cannot read the certificates in " + missing + ": there is no such file");
  }

  @Test
  void goesByTheProxyThatTheEnvironmentNames() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    try (TestRegistry registry = TestRegistry.withTls(folder, authority);
        ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked = tunnel(proxy, registry.host());
      RegistryAccess access =
          new RegistryAccess(
              false, Optional.of(authority.authority()), List.of(), Optional.empty(), false, false);
      Registries registries =
          new Registries(
              Logins.NONE,
              access,
              Map.of("https_proxy", "http://127.0.0.1:" + proxy.getLocalPort()),
              folder,
              pauses::add);
      try (RegistrySession session =
          registries.toPush(ImageReference.of("registry.test", "shop", "1"), Optional.empty())) {
        assertThat(session).isNotNull();
      }
      assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("CONNECT registry.test:443 HTTP/1.1");
    }
  }

  @Test
  void sendsABlobAgainWhoseConnectionIsCut() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(7).nextBytes(content);
    ContentHash hash = ContentHash.of(content);
    try (TestRegistry registry = TestRegistry.anonymous(folder);
        FailingProxy proxy = new FailingProxy(folder, registry.host(), "PATCH", 2);
        RegistrySession session = registries(Map.of()).toPush(image(proxy.host()), none())) {
      List<String> sending = new ArrayList<>();
      session.push(
          hash,
          Blobs.from(out -> out.write(content), true),
          false,
          () -> sending.add("again"),
          sent -> {});

      assertThat(sending).hasSize(3);
      assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
      assertThat(registry.blob("shop", "sha256:" + hash.hex())).isEqualTo(content);
      assertThat(session.read(hash)).isEqualTo(content);
    }
  }

  @Test
  void asksAgainWhereAnAnswerIsCut() throws Exception {
    try (TestRegistry registry = TestRegistry.anonymous(folder);
        FailingProxy proxy = new FailingProxy(folder, registry.host(), "HEAD", 1);
        RegistrySession session = registries(Map.of()).toPush(image(proxy.host()), none())) {
      assertThat(session.has(ContentHash.of(new byte[1]))).isFalse();
      assertThat(proxy.requests).endsWith("HEAD", "HEAD");
    }
  }

  @Test
  void givesUpAfterFiveTries() throws Exception {
    try (TestRegistry registry = TestRegistry.anonymous(folder);
        FailingProxy proxy = new FailingProxy(folder, registry.host(), "HEAD", 100);
        RegistrySession session = registries(Map.of()).toPush(image(proxy.host()), none())) {
      assertProblem(
          proxy.host(),
          () -> session.has(ContentHash.of(new byte[1])),
          "the connection to " + proxy.host() + " was cut, five times in a row",
          "Type the command again: what arrived is not sent again."
              + " If it stays so, a proxy or the registry limits size or time.");
      assertThat(pauses).hasSize(4);
    }
  }

  @Test
  void logsInWithWhatTheEnvironmentSays() throws Exception {
    try (TestRegistry registry = TestRegistry.withBasicAuth(folder);
        RegistrySession session =
            registries(Map.of("DEV_REGISTRY_USER", "dev", "DEV_REGISTRY_PASSWORD", "secret"))
                .toPush(image(registry.host()), none())) {
      assertThat(session.findManifest("1")).isEmpty();
    }
  }

  @Test
  void sendsALoginOfTheEnvironmentOnlyWhereItIsMeant() throws Exception {
    try (TestRegistry registry = TestRegistry.withBasicAuth(folder)) {
      Registries registries =
          registries(
              Map.of(
                  "DEV_REGISTRY_USER", "dev",
                  "DEV_REGISTRY_PASSWORD", "secret",
                  "DEV_REGISTRY_HOST", "registry.example.com"));
      assertProblem(
          registry.host(),
          () -> {
            try (RegistrySession session = registries.toPush(image(registry.host()), none())) {
              session.findManifest("1");
            }
          },
          registry.host() + " wants another login (401)",
          "Log in, then try again:\ndocker login " + registry.host());
    }
  }

  @Test
  void saysThatHalfALoginIsInTheEnvironment() throws Exception {
    try (TestRegistry registry = TestRegistry.anonymous(folder)) {
      assertThatThrownBy(
              () ->
                  registries(Map.of("DEV_REGISTRY_USER", "dev"))
                      .toPush(image(registry.host()), none()))
          .isInstanceOf(Problem.class)
          .hasMessage(
              "DEV_REGISTRY_USER is set in the environment, and DEV_REGISTRY_PASSWORD is not.");
    }
  }

  @Test
  void neverSendsALoginOverPlainHttp() throws Exception {
    try (TestRegistry registry = TestRegistry.withBasicAuth(folder);
        RegistrySession session =
            session(
                registry.host(),
                Optional.of(Credential.from("dev", "secret")),
                new RegistryHttp(
                    true, false, Optional.empty(), Optional.empty(), new Retries(pauses::add)))) {
      assertProblem(
          registry.host(),
          () -> {
            session.authenticate(true);
            session.findManifest("1");
          },
          registry.host() + " wants a login, and speaks plain HTTP, over which none is sent",
          "Give the registry TLS. With an authority of your own:"
              + " -Ddev.registryCertificates=ca.pem");
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void assertProblem(String host, Action action, String why, String remedy) {
    assertThatThrownBy(
            () ->
                Attempt.toPush(image(host))
                    .run(
                        () -> {
                          action.run();
                          return true;
                        }))
        .hasMessage("Cannot push " + image(host) + ": " + why)
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(remedy);
  }

  /** A proxy for one connection, which it leads to a registry whatever host is asked for. */
  private static CompletableFuture<String> tunnel(ServerSocket proxy, String registry) {
    CompletableFuture<String> asked = new CompletableFuture<>();
    start(
        () -> {
          try (Socket client = proxy.accept();
              Socket server =
                  new Socket("127.0.0.1", Integer.parseInt(registry.replaceFirst(".*:", "")))) {
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
              head.append((char) client.getInputStream().read());
            }
            asked.complete(head.substring(0, head.indexOf("\r\n")));
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
            start(() -> copy(server.getInputStream(), client.getOutputStream()));
            copy(client.getInputStream(), server.getOutputStream());
          }
        });
    return asked;
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    in.transferTo(out);
  }

  private static void start(Action action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (Exception e) {
                // The other side has closed, which is how each test ends.
                assertThat(e).isInstanceOf(IOException.class);
              }
            },
            "test-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static RegistrySession session(
      String host, Optional<Credential> credential, RegistryHttp http) {
    return new RegistrySession(
        image(host), Optional.empty(), credential, http, new Retries(time -> {}));
  }

  private Registries registries(Map<String, String> environment) {
    return new Registries(
        Logins.NONE, RegistryAccess.DEFAULT, environment, folder.resolve("home"), pauses::add);
  }

  private static ImageReference image(String host) {
    return ImageReference.of(host, "shop", "1");
  }

  private static Optional<ImageReference> none() {
    return Optional.empty();
  }
}
