package dev.innerloop.cluster.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.problem.Problem;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against an API server that responds like OpenShift's. */
class ImagePullSourcesTest {

  private static final String STREAMS =
      "/apis/image.openshift.io/v1/namespaces/openshift/imagestreams";
  private static final String ROUTE =
      "/apis/route.openshift.io/v1/namespaces/openshift-image-registry/routes/default-route";
  private static final String ROUTE_HOST =
      "default-route-openshift-image-registry.apps-crc.testing";

  @RegisterExtension final FakeApi api = FakeApi.knowing("sha256~secret");

  @Test
  void readsBothHostsFromImageStreams() {
    api.answer(
        "GET " + STREAMS,
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
  void readsTheRouteIfThereAreNoImageStreams() {
    api.answer(
        "GET " + ROUTE,
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
  void reportsARegistryWithoutRoute() {
    api.answer(
        "GET " + STREAMS,
        "{\"kind\":\"ImageStreamList\",\"items\":[{\"metadata\":{\"name\":\"cli\"},\"status\":{"
            + "\"dockerImageRepository\":"
            + "\"image-registry.openshift-image-registry.svc:5000/openshift/cli\"}}]}");

    assertThat(places().internalRegistry())
        .hasValueSatisfying(registry -> assertThat(registry.push()).isEmpty());
  }

  @Test
  void knowsNoRegistryIfNothingMayBeRead() {
    api.refuse(403);

    assertThat(places().internalRegistry()).isEmpty();
    assertThat(places().nodes()).isEmpty();
  }

  @Test
  void doesNotTakeAnErrorForAnAnswer() {
    api.refuse(500);

    assertThatThrownBy(() -> places().nodes())
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The API server did not list its nodes: ");
  }

  @Test
  void readsTheStatusOfNodes() {
    api.answer(
        "GET /api/v1/nodes",
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
  void readsThePlatformsOfNodes() {
    api.answer(
        "GET /api/v1/nodes",
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
  void knowsNoArchitecturesIfNodesMayNotBeRead() {
    api.refuse(403);

    assertThat(places().architectures()).isEmpty();
  }

  @Test
  void readsTheRegistriesOfAServiceAccountsPullSecrets() {
    api.answer(
        "GET /api/v1/namespaces/team/serviceaccounts/default",
        """
        {"kind":"ServiceAccount","apiVersion":"v1","metadata":{"name":"default"},
          "imagePullSecrets":[{"name":"new"},{"name":"old"},{"name":"gone"}]}
        """);
    api.answer(
        "GET /api/v1/namespaces/team/secrets/new",
        secret(
            ".dockerconfigjson", "{\"auths\":{\"https://index.docker.io/v1/\":{},\"a.io/x\":{}}}"));
    api.answer(
        "GET /api/v1/namespaces/team/secrets/old", secret(".dockercfg", "{\"b.io:5000\":{}}"));

    ServiceAccountCredentials logins = accountLogins();

    assertThat(logins.secrets()).containsExactly("new", "old", "gone");
    assertThat(logins.cover("docker.io/team/shop")).isTrue();
    assertThat(logins.cover("a.io/x/shop")).isTrue();
    assertThat(logins.cover("a.io/xy")).isFalse();
    assertThat(logins.cover("b.io:5000/shop")).isTrue();
    assertThat(logins.cover("b.io/shop")).isFalse();
  }

  @Test
  void anUnreadableServiceAccountCountsAsWithoutCredentials() {
    api.refuse(403);

    assertThat(accountLogins()).isEqualTo(new ServiceAccountCredentials(List.of(), Set.of()));
  }

  private ServiceAccountCredentials accountLogins() {
    return ServiceAccountCredentials.of(
        new NamespaceClient(api.client, new ApiErrors("crc", "developer", "https://crc"), "team"),
        "default");
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

  private ImagePullSources places() {
    return new ImagePullSources(api.client, new ApiErrors("crc", "developer", "https://crc"));
  }
}
