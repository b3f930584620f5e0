package dev.innerloop.cluster.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an API server that answers as OpenShift's does. */
class ClusterPlacesTest {

  private static final String STREAMS =
      "/apis/image.openshift.io/v1/namespaces/openshift/imagestreams";
  private static final String ROUTE =
      "/apis/route.openshift.io/v1/namespaces/openshift-image-registry/routes/default-route";
  private static final String ROUTE_HOST =
      "default-route-openshift-image-registry.apps-crc.testing";

  private final Map<String, String> answers = new TreeMap<>();
  private int missing = 404;
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String answer = answers.get(exchange.getRequestURI().getPath());
          byte[] body =
              (answer == null ? "{\"kind\":\"Status\",\"code\":" + missing + "}" : answer)
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(answer == null ? missing : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withOauthToken("sha256~secret")
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void readsBothHostsFromImageStreamsThatEverybodyMayRead() {
    answers.put(
        STREAMS,
        "{\"kind\":\"ImageStreamList\",\"items\":[{\"metadata\":{\"name\":\"cli\"},\"status\":{"
            + "\"dockerImageRepository\":"
            + "\"image-registry.openshift-image-registry.svc:5000/openshift/cli\","
            + "\"publicDockerImageRepository\":\""
            + ROUTE_HOST
            + "/openshift/cli\"}}]}");

    assertThat(places().internalRegistry())
        .contains(
            new InternalRegistry(
                Optional.of(ROUTE_HOST),
                "image-registry.openshift-image-registry.svc:5000",
                Optional.of("sha256~secret")));
  }

  @Test
  void readsTheRouteWhereThereAreNoImageStreams() {
    answers.put(
        ROUTE,
        "{\"kind\":\"Route\",\"metadata\":{\"name\":\"default-route\"},\"spec\":{\"host\":\""
            + ROUTE_HOST
            + "\"}}");

    assertThat(places().internalRegistry())
        .hasValueSatisfying(
            registry -> {
              assertThat(registry.push()).contains(ROUTE_HOST);
              assertThat(registry.pull())
                  .isEqualTo("image-registry.openshift-image-registry.svc:5000");
            });
  }

  @Test
  void saysWhereTheRegistryHasNoRoute() {
    answers.put(
        STREAMS,
        "{\"kind\":\"ImageStreamList\",\"items\":[{\"metadata\":{\"name\":\"cli\"},\"status\":{"
            + "\"dockerImageRepository\":"
            + "\"image-registry.openshift-image-registry.svc:5000/openshift/cli\"}}]}");

    assertThat(places().internalRegistry())
        .hasValueSatisfying(registry -> assertThat(registry.push()).isEmpty());
  }

  @Test
  void knowsNoneWhereNothingMayBeLookedAt() {
    missing = 403;

    assertThat(places().internalRegistry()).isEmpty();
    assertThat(places().nodes()).isEmpty();
  }

  @Test
  void doesNotTakeAnErrorForAnAnswer() {
    missing = 500;

    assertThatThrownBy(() -> places().nodes())
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The cluster did not look at its nodes: ");
  }

  @Test
  void readsWhatNodesSayOfThemselves() {
    answers.put(
        "/api/v1/nodes",
        """
        {"kind":"NodeList","apiVersion":"v1","items":[{
          "metadata":{"name":"dev-control-plane","labels":{"a":"b"}},
          "spec":{"providerID":"kind://docker/dev/dev-control-plane"},
          "status":{"nodeInfo":{"containerRuntimeVersion":"containerd://2.1.1"},
            "images":[{"names":["localhost/shop:dev-1"],"sizeBytes":1}]}}]}
        """);

    assertThat(places().nodes())
        .containsExactly(
            new ClusterNode(
                "dev-control-plane",
                "kind://docker/dev/dev-control-plane",
                Map.of("a", "b"),
                "containerd://2.1.1",
                Set.of("localhost/shop:dev-1")));
  }

  @Test
  void readsForWhatImagesHaveToBeMade() {
    answers.put(
        "/api/v1/nodes",
        """
        {"kind":"NodeList","apiVersion":"v1","items":[
          {"metadata":{"name":"a","labels":{"kubernetes.io/arch":"arm64"}}},
          {"metadata":{"name":"b","labels":{"kubernetes.io/arch":"amd64","kubernetes.io/os":"linux"}}},
          {"metadata":{"name":"c","labels":{"kubernetes.io/arch":"arm64"}}},
          {"metadata":{"name":"d","labels":{"kubernetes.io/arch":"s390x","kubernetes.io/os":"windows"}}},
          {"metadata":{"name":"e"}}]}
        """);

    assertThat(places().architectures()).containsExactly("amd64", "arm64");
  }

  @Test
  void knowsNoArchitecturesWhereNodesMayNotBeLookedAt() {
    missing = 403;

    assertThat(places().architectures()).isEmpty();
  }

  @Test
  void readsForWhichRegistriesAnAccountHasLogins() {
    answers.put(
        "/api/v1/namespaces/team/serviceaccounts/default",
        """
        {"kind":"ServiceAccount","apiVersion":"v1","metadata":{"name":"default"},
          "imagePullSecrets":[{"name":"new"},{"name":"old"},{"name":"gone"}]}
        """);
    answers.put(
        "/api/v1/namespaces/team/secrets/new",
        secret(
            ".dockerconfigjson", "{\"auths\":{\"https://index.docker.io/v1/\":{},\"a.io/x\":{}}}"));
    answers.put("/api/v1/namespaces/team/secrets/old", secret(".dockercfg", "{\"b.io:5000\":{}}"));

    AccountLogins logins = accountLogins();

    assertThat(logins.secrets()).containsExactly("new", "old", "gone");
    assertThat(logins.cover("docker.io/team/shop")).isTrue();
    assertThat(logins.cover("a.io/x/shop")).isTrue();
    assertThat(logins.cover("a.io/xy")).isFalse();
    assertThat(logins.cover("b.io:5000/shop")).isTrue();
    assertThat(logins.cover("b.io/shop")).isFalse();
  }

  @Test
  void anAccountThatMayNotBeLookedAtCountsAsWithoutLogins() {
    missing = 403;

    assertThat(accountLogins()).isEqualTo(new AccountLogins(List.of(), Set.of()));
  }

  private AccountLogins accountLogins() {
    return AccountLogins.of(
        client, new ApiErrors("crc", "developer", "https://crc"), "team", "default");
  }

  private static String secret(String entry, String content) {
    return "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"data\":{\"%s\":\"%s\"}}"
        .formatted(entry, Base64.getEncoder().encodeToString(content.getBytes(UTF_8)));
  }

  @Test
  void keepsTheTokenOutOfItsText() {
    assertThat(new InternalRegistry(Optional.empty(), "pull", Optional.of("secret")).toString())
        .doesNotContain("secret");
  }

  private ClusterPlaces places() {
    return new ClusterPlaces(client, new ApiErrors("crc", "developer", "https://crc"));
  }
}
