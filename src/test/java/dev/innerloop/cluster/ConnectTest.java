package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.innerloop.problem.Problem;
import dev.innerloop.testing.ReservedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectTest {

  @TempDir private Path home;

  @Test
  void knowsNoClusterWithoutAKubeconfig() {
    assertThat(connect(Map.of(), Optional.empty(), Set.of())).isEmpty();
  }

  @Test
  void knowsNoClusterWhenTheKubeconfigIsEmpty() throws IOException {
    Files.createDirectories(home.resolve(".kube"));
    Files.writeString(home.resolve(".kube/config"), "apiVersion: v1\nkind: Config\n");

    assertThat(connect(Map.of(), Optional.empty(), Set.of())).isEmpty();
  }

  @Test
  void failsWhenTheNamedKubeconfigDoesNotExist() {
    assertThatThrownBy(() -> connect(Map.of("KUBECONFIG", "/no/such"), Optional.empty(), Set.of()))
        .isInstanceOf(Problem.class)
        .hasMessage("KUBECONFIG names /no/such, which does not exist.");
  }

  @Test
  void namesFileAndReasonWhenTheKubeconfigIsBroken() throws IOException {
    Path file = Files.writeString(home.resolve("broken"), "contexts: [{name: x");

    assertThatThrownBy(
            () -> connect(Map.of("KUBECONFIG", file.toString()), Optional.empty(), Set.of()))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The kubeconfig " + file + " cannot be read: while parsing");
  }

  @Test
  void refusesAClusterThatIsNotLocalUnlessItIsAllowed() throws IOException {
    Path file = kubeconfig("production", "https://api.example.com:6443");

    assertThatThrownBy(
            () -> connect(Map.of("KUBECONFIG", file.toString()), Optional.empty(), Set.of()))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.remedy())
                    .isEqualTo(
                        "If it is a development cluster, allow it: -Ddev.allowContext=here\n"
                            + "or choose another context: -Ddev.context=NAME"))
        .hasMessage(
            "The context here (https://api.example.com:6443) is not a known local cluster, so the"
                + " plugin will not change it without permission.");
  }

  @Test
  void listsTheContextsIfTheRequestedOneIsMissing() throws IOException {
    Path file = kubeconfig("kind-a", "https://127.0.0.1:1");

    assertThatThrownBy(
            () -> connect(Map.of("KUBECONFIG", file.toString()), Optional.of("there"), Set.of()))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.remedy()).isEqualTo("Choose one of here: -Ddev.context=here"))
        .hasMessage("The kubeconfig has no context \"there\", or the context has no cluster.");
  }

  @Test
  void reportsAnUnreachableServer() throws IOException {
    try (ReservedPort port = new ReservedPort()) {
      String server = "https://127.0.0.1:" + port.number();
      Path file = kubeconfig("kind-a", server);

      assertThatThrownBy(
              () -> connect(Map.of("KUBECONFIG", file.toString()), Optional.empty(), Set.of()))
          .isInstanceOf(Problem.class)
          .hasMessage(
              "The API server "
                  + server
                  + " of context here cannot be reached: connection refused.");
    }
  }

  @Test
  void reportsAServerThatDoesNotAnswerInTheEnd() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = kubeconfig("kind-a", "https://127.0.0.1:" + silent.getLocalPort());
      Duration soon = Duration.ofMillis(100);

      assertThatThrownBy(
              () ->
                  Clusters.connect(
                      ConnectSettings.of(
                          Map.of("KUBECONFIG", file.toString()), home, Optional.empty(), Set.of()),
                      new Patience(soon, soon, soon, 0)))
          .isInstanceOf(Problem.class)
          .hasMessageEndingWith(" of context here cannot be reached: the request timed out.");
    }
  }

  @Test
  void asksAServerAgainThatIsTooBusyForTheFirstRequest() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext(
        "/apis",
        exchange -> {
          if (requests.incrementAndGet() == 1) {
            awaitEnd(end); // no answer
          }
          byte[] none = "{\"kind\":\"APIGroupList\",\"groups\":[]}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    server.start();
    try {
      Path file = kubeconfig("kind-a", "http://127.0.0.1:" + server.getAddress().getPort());
      ConnectSettings settings =
          ConnectSettings.of(
              Map.of("KUBECONFIG", file.toString()), home, Optional.empty(), Set.of());
      Duration first = Duration.ofSeconds(2); // enough for the second one on a busy machine
      Patience patience = new Patience(first, first, first, 0);

      try (Cluster cluster = Clusters.connect(settings, patience).orElseThrow()) {
        assertThat(cluster.context()).isEqualTo("here");
      }
      assertThat(requests).hasValueGreaterThan(1);
    } finally {
      end.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void reportsAProxyThatItCannotUseWithoutItsPassword() throws IOException {
    Path file = kubeconfig("kind-a", "https://cluster.test:6443");

    assertThatThrownBy(
            () ->
                connect(
                    Map.of(
                        "KUBECONFIG",
                        file.toString(),
                        "HTTPS_PROXY",
                        "socks5://anna:s3cret@proxy.test:1080"),
                    Optional.empty(),
                    Set.of()))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.remedy())
                    .isEqualTo(
                        "Name an HTTP proxy as clusters[].cluster.proxy-url in the kubeconfig, or"
                            + " as HTTPS_PROXY."))
        .hasMessage(
            "The kubeconfig's context here reaches its cluster through"
                + " socks5://***@proxy.test:1080, and the plugin supports HTTP proxies only.");
  }

  @Test
  void reportsAnUnknownHost() throws IOException {
    Path file = kubeconfig("kind-a", "https://no-such-host.invalid:6443");

    assertThatThrownBy(
            () -> connect(Map.of("KUBECONFIG", file.toString()), Optional.empty(), Set.of()))
        .isInstanceOf(Problem.class)
        .hasMessageEndingWith(" cannot be reached: unknown host.");
  }

  @ParameterizedTest
  @CsvSource({
    "kind-kind, https://10.0.0.1:6443, true",
    "k3d-dev, https://0.0.0.0:6443, true",
    "minikube, https://192.168.49.2:8443, true",
    "docker-desktop, https://kubernetes.docker.internal:6443, true",
    "rancher-desktop, https://192.168.1.2:6443, true",
    "colima-work, https://192.168.1.2:6443, true",
    "orbstack, https://k8s.orb.local:26443, true",
    "microk8s-cluster, https://192.168.1.2:16443, true",
    "api-crc-testing:6443, https://api.crc.testing:6443, true",
    "anything, https://127.0.0.1:6443, true",
    "anything, https://[::1]:6443, true",
    "anything, https://localhost:6443, true",
    "production, https://10.0.0.1:6443, false",
    "my-minikube-like, https://10.0.0.1:6443, false",
    "anything, https://localhost.example.com:6443, false",
    "anything, https://127.0.0.1.example.com, false",
  })
  void recognizesLocalClustersByNameAndAddress(String cluster, String server, boolean local) {
    assertThat(LocalContexts.isLocal(cluster, server)).isEqualTo(local);
  }

  private Optional<Cluster> connect(
      Map<String, String> environment, Optional<String> context, Set<String> allowed) {
    return Clusters.connect(ConnectSettings.of(environment, home, context, allowed));
  }

  private Path kubeconfig(String cluster, String server) throws IOException {
    return Files.writeString(
        home.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: %s, user: anna}}]
        clusters: [{name: %s, cluster: {server: "%s"}}]
        users: [{name: anna, user: {token: t}}]
        """
            .formatted(cluster, cluster, server));
  }
}
