package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.blob.Blobs;
import com.sun.net.httpserver.HttpsServer;
import dev.innerloop.image.OciManifest;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.image.transport.RegistryHttp;
import dev.innerloop.image.transport.RegistryRetries;
import dev.innerloop.image.transport.TrustedCertificates;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's docker-registry behind TLS, passwords, proxies, and what fails on the way. */
class RealRegistryTest {

  @TempDir static Path shared;
  static TestAuthority authority;

  @TempDir Path folder;
  final List<Duration> pauses = new ArrayList<>();

  @BeforeAll
  static void makeKeys() throws Exception {
    authority = new TestAuthority(shared);
  }

  @Test
  void showsTheCertificateThatTheJvmWasTold() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(authority.mutual());
    server.createContext(
        "/v2/",
        exchange -> {
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/v2/") ? 200 : 404, -1);
          exchange.close();
        });
    server.start();
    System.setProperty("javax.net.ssl.keyStore", authority.keyStore().toString());
    System.setProperty("javax.net.ssl.keyStorePassword", "secret");
    RegistryHttp http =
        new RegistryHttp(
            false,
            false,
            Set.of(),
            Optional.of(new TrustedCertificates(authority.authority())),
            Optional.empty(),
            new RegistryRetries(pauses::add));
    String host = "localhost:" + server.getAddress().getPort();
    try (RegistrySession session = session(host, Optional.empty(), http)) {
      session.authenticate(true);
      assertThat(session.has(ContentHash.of(new byte[1]))).isFalse();
    } finally {
      System.clearProperty("javax.net.ssl.keyStore");
      System.clearProperty("javax.net.ssl.keyStorePassword");
      server.stop(0);
    }
  }

  @Test
  void believesAnAuthorityOfTheUsersOwn() throws Exception {
    try (TestRegistry registry = TestRegistry.withTls(folder, authority)) {
      RegistryHttp http =
          new RegistryHttp(
              false,
              false,
              Set.of(),
              Optional.of(new TrustedCertificates(authority.authority())),
              Optional.empty(),
              new RegistryRetries(pauses::add));
      try (RegistrySession session = session(registry.host(), Optional.empty(), http)) {
        session.authenticate(true);
        assertThat(session.findManifest("1")).isEmpty();
      }
      RegistryHttp stranger =
          new RegistryHttp(
              false,
              false,
              Set.of(),
              Optional.empty(),
              Optional.empty(),
              new RegistryRetries(pauses::add));
      try (RegistrySession session = session(registry.host(), Optional.empty(), stranger)) {
        assertProblem(
            registry.host(),
            () -> session.authenticate(true),
            registry.host() + " has a certificate that this JVM does not trust",
            "Set the CA certificate: -Ddev.registryCertificates=ca.pem\n"
                + "To allow untrusted certificates: -Ddev.insecure=true");
      }
    }
  }

  @Test
  void saysThatAFileHoldsNoCertificate() throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "");
    assertThatThrownBy(() -> new TrustedCertificates(file).context())
        .hasMessage("Cannot read the certificates in " + file + ": it contains no certificate");
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> new TrustedCertificates(missing).context())
        .hasMessage("Cannot read the certificates in " + missing + ": the file does not exist");
  }

  @Test
  void goesByTheProxyThatTheEnvironmentNames() throws Exception {
    try (TestRegistry registry = TestRegistry.withTls(folder, authority);
        Tunnel proxy = Tunnel.to(registry.host())) {
      RegistryAccess access =
          new RegistryAccess(
              false, Optional.of(authority.authority()), List.of(), Optional.empty(), false, false);
      Registries registries =
          new Registries(
              ConfiguredCredentials.NONE,
              access,
              Map.of("https_proxy", "http://127.0.0.1:" + proxy.port()),
              folder,
              pauses::add);
      try (RegistrySession session =
          registries.toPush(ImageReference.of("registry.test", "shop", "1"), Optional.empty())) {
        assertThat(session).isNotNull();
      }
      assertThat(proxy.asked()).isEqualTo("CONNECT registry.test:443 HTTP/1.1");
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
          "the connection to " + proxy.host() + " was lost in five consecutive attempts",
          "Run the command again; layers that arrived are not sent again. If the error persists, a"
              + " proxy or the registry limits the size or duration of requests.");
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
          "authentication failed at " + registry.host() + " (401)",
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
              "DEV_REGISTRY_USER is set in the environment, but DEV_REGISTRY_PASSWORD is not.");
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
                    true,
                    false,
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    new RegistryRetries(pauses::add)))) {
      assertProblem(
          registry.host(),
          () -> {
            session.authenticate(true);
            session.findManifest("1");
          },
          registry.host()
              + " requires authentication over plain HTTP, but credentials are sent only over TLS",
          "Enable TLS in the registry. If it uses a private CA: -Ddev.registryCertificates=ca.pem");
    }
  }

  @Test
  void saysThatTheDiskOfARegistryIsFull() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(7).nextBytes(content);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"));
        TestRegistry registry = TestRegistry.on(disk, folder);
        RegistrySession session = registries(Map.of()).toPush(image(registry.host()), none())) {
      assertProblem(
          registry.host(),
          () ->
              session.push(
                  ContentHash.of(content),
                  Blobs.from(out -> out.write(content), true),
                  false,
                  () -> {},
                  sent -> {}),
          registry.host() + " has a full disk (500)",
          "Ask the administrator of the registry to free disk space.");
    }
  }

  @Test
  void nodesNeedTheLoginThatOpensARegistryToUsOnly() throws Exception {
    try (TestRegistry registry = TestRegistry.withBasicAuth(folder)) {
      String image = image(registry.host()).toString();

      assertThat(registries(LOGIN).nodeAccess(image, "registry.test:5000/shop:1"))
          .isEqualTo(
              new NodeAccess.WithCredentials(
                  "registry.test:5000", new Credentials("dev", "secret")));
      assertThat(registries(Map.of()).nodeAccess(image, image)).isEqualTo(new NodeAccess.Unknown());
      assertThat(new Credentials("dev", "secret").toString()).doesNotContain("secret");
    }
  }

  @Test
  void nodesNeedNoLoginWhereAnybodyMayPull() throws Exception {
    try (TestRegistry registry = TestRegistry.anonymous(folder);
        RegistrySession session = registries(LOGIN).toPush(image(registry.host()), none())) {
      byte[] config = "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(UTF_8);
      session.push(
          ContentHash.of(config),
          Blobs.from(out -> out.write(config), true),
          false,
          () -> {},
          sent -> {});
      session.pushManifest(
          OciManifest.parse(
              """
              {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
               "config":{"mediaType":"application/vnd.oci.image.config.v1+json",
                 "digest":"sha256:%s","size":%d},"layers":[]}
              """
                  .formatted(ContentHash.of(config).hex(), config.length)
                  .getBytes(UTF_8)),
          "1");
      String image = image(registry.host()).toString();

      assertThat(registries(LOGIN).nodeAccess(image, image)).isEqualTo(new NodeAccess.Anonymous());
    }
  }

  @Test
  void nodesCannotPullByAnIdentityToken() throws Exception {
    try (TestRegistry registry = TestRegistry.withBasicAuth(folder)) {
      Files.writeString(
          folder.resolve("config.json"),
          "{\"auths\":{\"%s\":{\"auth\":\"%s\",\"identitytoken\":\"token\"}}}"
              .formatted(
                  registry.host(),
                  Base64.getEncoder()
                      .encodeToString("00000000-0000-0000-0000-000000000000:".getBytes(UTF_8))));
      String image = image(registry.host()).toString();

      assertThat(registries(Map.of("DOCKER_CONFIG", folder.toString())).nodeAccess(image, image))
          .isEqualTo(new NodeAccess.WithIdentityToken(registry.host()));
    }
  }

  private static final Map<String, String> LOGIN =
      Map.of("DEV_REGISTRY_USER", "dev", "DEV_REGISTRY_PASSWORD", "secret");

  private interface Action {
    void run() throws Exception;
  }

  private static void assertProblem(String host, Action action, String why, String remedy) {
    assertThatThrownBy(
            () ->
                RegistryErrors.ofPush(image(host))
                    .translate(
                        () -> {
                          action.run();
                          return true;
                        }))
        .hasMessage("Cannot push " + image(host) + ": " + why)
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(remedy);
  }

  private static RegistrySession session(
      String host, Optional<Credential> credential, RegistryHttp http) {
    return new RegistrySession(
        image(host), Optional.empty(), credential, http, new RegistryRetries(time -> {}));
  }

  private Registries registries(Map<String, String> environment) {
    return new Registries(
        ConfiguredCredentials.NONE,
        RegistryAccess.DEFAULT,
        environment,
        folder.resolve("home"),
        pauses::add);
  }

  private static ImageReference image(String host) {
    return ImageReference.of(host, "shop", "1");
  }

  private static Optional<ImageReference> none() {
    return Optional.empty();
  }
}
