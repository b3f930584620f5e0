package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.blob.Blobs;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hosted registries answer and Debian's does not. */
class RegistrySessionTest {

  @TempDir Path home;
  HttpsServer server;
  ImageReference image;
  final List<Duration> pauses = new ArrayList<>();
  final List<String> requests = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(TestAuthority.selfSigned(home)));
    server.start();
    image = ImageReference.of("localhost:" + server.getAddress().getPort(), "team/shop", "1");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aRepositoryThatDoesNotExistYetHasNoManifest() throws Exception {
    server.createContext("/v2/", exchange -> answer(exchange, 200, "{}"));
    server.createContext(
        "/v2/team/shop/manifests/",
        exchange -> answer(exchange, 404, "{\"errors\": [{\"code\": \"NAME_UNKNOWN\"}]}"));

    try (RegistrySession registry = registries().toPush(image, Optional.empty())) {
      assertThat(registry.findManifest("dev-1")).isEmpty();
    }
  }

  @Test
  void tradesTheLoginForATokenWhereTheRegistryWantsOne() throws Exception {
    String host = "https://" + image.getRegistry();
    server.createContext(
        "/v2/",
        exchange -> {
          exchange
              .getResponseHeaders()
              .add("WWW-Authenticate", "Bearer realm=\"" + host + "/token\",service=\"test\"");
          answer(exchange, 401, "{}");
        });
    server.createContext("/token", exchange -> answer(exchange, 200, "{\"token\": \"abc\"}"));
    server.createContext(
        "/v2/team/shop/manifests/",
        exchange -> answer(exchange, 404, "{\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\"}]}"));

    try (RegistrySession registry = registries().toPush(image, Optional.empty())) {
      assertThat(registry.findManifest("dev-1")).isEmpty();
    }
    assertThat(requests)
        .containsExactly(
            "/v2/ null",
            "/token?service=test&scope=repository:team/shop:pull,push Basic ZGV2OnNlY3JldA==",
            "/v2/team/shop/manifests/dev-1 Bearer abc");
  }

  @Test
  void saysWhoMayNotPush() {
    server.createContext("/v2/", exchange -> answer(exchange, 403, "{}"));

    assertProblem(
        "access denied by " + image.getRegistry() + " (403)",
        "Use a repository to which you have write access, with -Ddev.registry, or log in with"
            + " other credentials:\n"
            + "docker login "
            + image.getRegistry());
  }

  @Test
  void repeatsWhatABrokenRegistrySays() {
    server.createContext("/v2/", exchange -> answer(exchange, 503, "down for maintenance"));

    assertProblem(
        image.getRegistry() + " answered 503: down for maintenance",
        "Try again later, or ask the administrator of the registry.");
    assertThat(pauses)
        .containsExactly(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4));
  }

  @Test
  void waitsAsLongAsABusyRegistryAsks() throws Exception {
    server.createContext("/v2/", exchange -> answer(exchange, 200, "{}"));
    server.createContext(
        "/v2/team/shop/manifests/",
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "3");
          answer(exchange, requests.size() < 2 ? 429 : 404, "{}");
        });

    try (RegistrySession registry = registries().toPush(image, Optional.empty())) {
      assertThat(registry.findManifest("dev-1")).isEmpty();
    }
    assertThat(pauses).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void saysWhenTooMuchWasAsked() {
    server.createContext(
        "/v2/",
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "3600");
          answer(exchange, 429, "{}");
        });

    assertProblem(
        "rate limit exceeded at " + image.getRegistry() + " (429): {}",
        "Wait for 3600 s, or log in with credentials that have a higher limit:\ndocker login "
            + image.getRegistry());
    assertThat(pauses).as("nobody waits for an hour").isEmpty();
  }

  @Test
  void saysWhichLayersAreTooLarge() {
    uploads(413, "<html>413 Request Entity Too Large</html>");

    assertPushProblem(
        image.getRegistry() + " rejects layers of this size (413)",
        "Ask the administrator of the registry or its proxy to allow larger requests.");
    assertThat(pauses).as("it will not be smaller the next time").isEmpty();
  }

  @Test
  void saysThatTheDiskOfTheRegistryIsFull() {
    uploads(507, "");

    assertPushProblem(
        image.getRegistry() + " has a full disk (507)",
        "Ask the administrator of the registry to free disk space.");
  }

  @Test
  void saysThatAProxyWantsALogin() throws Exception {
    try (Tunnel proxy = Tunnel.closedToStrangers()) {
      Registries registries =
          new Registries(
              ConfiguredCredentials.NONE,
              RegistryAccess.DEFAULT,
              Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port()),
              home,
              pauses::add);
      ImageReference far = ImageReference.of("registry.test", "shop", "1");
      assertThatThrownBy(
              () ->
                  RegistryErrors.ofPush(far)
                      .translate(() -> registries.toPush(far, Optional.empty())))
          .hasMessage(
              "Cannot push registry.test/shop:1: authentication failed at the proxy for"
                  + " registry.test (407)")
          .extracting(problem -> ((Problem) problem).remedy())
          .isEqualTo("Set the credentials of the proxy in ~/.m2/settings.xml or in HTTPS_PROXY.");
      assertThat(pauses).isEmpty();
    }
  }

  /** A registry that takes no content. */
  private void uploads(int status, String body) {
    server.createContext("/v2/", exchange -> answer(exchange, 200, "{}"));
    server.createContext(
        "/v2/team/shop/blobs/uploads/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean begins = exchange.getRequestMethod().equals("POST");
          if (begins) {
            exchange.getResponseHeaders().add("Location", "/v2/team/shop/blobs/uploads/1");
          }
          answer(exchange, begins ? 202 : status, begins ? "" : body);
        });
  }

  private void assertPushProblem(String why, String remedy) {
    byte[] content = "content".getBytes(UTF_8);
    assertProblem(
        why,
        remedy,
        () -> {
          try (RegistrySession registry = registries().toPush(image, Optional.empty())) {
            registry.push(
                ContentHash.of(content),
                Blobs.from(out -> out.write(content), true),
                false,
                () -> {},
                sent -> {});
            return true;
          }
        });
  }

  private void assertProblem(String why, String remedy) {
    assertProblem(why, remedy, () -> registries().toPush(image, Optional.empty()));
  }

  private void assertProblem(String why, String remedy, Callable<?> action) {
    assertThatThrownBy(() -> RegistryErrors.ofPush(image).translate(action))
        .hasMessage("Cannot push " + image + ": " + why)
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(remedy);
  }

  private Registries registries() {
    return new Registries(
        registry -> Optional.of(new Credentials("dev", "secret")),
        RegistryAccess.DEFAULT,
        Map.of(),
        home,
        pauses::add);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      requests.add(
          exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      exchange.sendResponseHeaders(status, body.length());
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }
}
