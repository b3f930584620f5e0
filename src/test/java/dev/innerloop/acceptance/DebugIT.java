package dev.innerloop.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.plan.DevManifests;
import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code dev:debug}, as far as it is more than what {@code DebugPortsTest} shows. */
class DebugIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(US_ASCII);

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void locallyADebuggerMayAttach() throws Exception {
    ProjectCopy project = bench.copy(Example.HELLO);
    MavenRun session = bench.start(bench.maven(project, "dev:debug"));
    session.events().awaitReady(READY);

    assertThat(shakeHands(debugPort(session, 0))).isEqualTo(HANDSHAKE);
    session.awaitConsole("hello: debugger can attach to localhost:", SERVED);
  }

  @Test
  @OnCluster(ours = true)
  void eachPodHasItsPortAndNothingOfItIsInTheDeployment() throws Exception {
    ProjectCopy project = bench.copy(Example.HELLO);
    MavenRun session = bench.start(command(project, "dev:debug"));
    session.events().awaitReady(READY);

    assertThat(shakeHands(debugPort(session, 0))).isEqualTo(HANDSHAKE);
    assertThat(shakeHands(debugPort(session, 1))).isEqualTo(HANDSHAKE);
    Namespace namespace = bench.namespace();
    String app = Example.HELLO.app();
    assertThat(Serialization.asYaml(namespace.deployment(app))).doesNotContain("jdwp");
    assertThat(
            Serialization.asYaml(
                namespace.client().configMaps().inNamespace(namespace.name()).list()))
        .doesNotContain("jdwp");
    List<String> pods = namespace.identities(app);
    for (Pod pod : namespace.pods(app)) {
      String address = pod.getStatus().getPodIP();
      assertThat(accepts(address, 8080)).as("the app, for other pods").isTrue();
      assertThat(accepts(address, DevManifests.SUPERVISOR_PORT)).as("the supervisor").isFalse();
      assertThat(accepts(address, DevManifests.SUPERVISOR_PORT + 1)).as("the debugger").isFalse();
    }
    for (Pod pod : namespace.pods(app)) { // which take one debugger at a time
      Await.untilAsserted(
          SERVED, () -> assertThat(shakeHands(namespace, pod)).isEqualTo(HANDSHAKE));
    }
    session.interrupt();
    session.awaitConsole("Ended; the app restarts without a debugger", SERVED);

    for (Pod pod : namespace.pods(app)) {
      Await.untilAsserted(SERVED, () -> assertThat(shakeHands(namespace, pod)).isEmpty());
    }
    MavenRun watch = bench.start(command(project, "dev:watch"));
    watch.events().awaitReady(READY);
    assertThat(watch.events().all(it -> it.is("update")))
        .as("watching needs no further JVM")
        .allMatch(it -> it.text("strategy").equals("none"));
    assertThat(namespace.identities(app)).isEqualTo(pods);
    watch.interrupt();
  }

  private MavenCommand command(ProjectCopy project, String goal) {
    return bench
        .onCluster(project, goal)
        .set("dev.replicas", 2)
        .set("dev.delivery", Delivery.IMAGE.word())
        .set("dev.baseImage", "localhost:5000/jre:17");
  }

  private static int debugPort(MavenRun session, int index) {
    return Await.value(
        SERVED,
        () -> "no more debug ports than " + session.events().all(it -> it.is("debug-port")),
        () ->
            session.events().all(it -> it.is("debug-port")).stream()
                .skip(index)
                .map(it -> it.json().path("port").asInt())
                .findFirst());
  }

  /** Whether a pod accepts connections from outside of it. */
  private static boolean accepts(String address, int port) throws IOException {
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  /** What answers to a debugger who may forward ports of the pod, without the session. */
  private static byte[] shakeHands(Namespace namespace, Pod pod) throws IOException {
    try (LocalPortForward forward =
        namespace
            .client()
            .pods()
            .inNamespace(namespace.name())
            .withName(pod.getMetadata().getName())
            .portForward(DevManifests.SUPERVISOR_PORT + 1)) {
      return shakeHands(forward.getLocalPort());
    }
  }

  /** What a JVM answers to a debugger. */
  private static byte[] shakeHands(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout((int) SERVED.toMillis());
      socket.getOutputStream().write(HANDSHAKE);
      return socket.getInputStream().readNBytes(HANDSHAKE.length);
    }
  }
}
