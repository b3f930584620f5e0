package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.forward.SteadyLoad;
import dev.innerloop.testing.ReservedPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Three replicas on the cluster, and a hundred requests a second through the forwarded port while
 * methods are redefined, and the JVMs are replaced for another class and for another class path.
 */
@OnCluster
@Timeout(300)
class ReplicasIT {

  private static final String APP = "versioned";
  private static final String VERSION = "src/main/java/com/example/versioned/Version.java";
  private static final String JSPECIFY =
      """
      <dependency>
        <groupId>org.jspecify</groupId>
        <artifactId>jspecify</artifactId>
        <version>1.0.0</version>
      </dependency>
      """;
  private static final int REPLICAS = 3;
  private static final int LARGEST = 64 * 1024;
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(Path.of("src/it/apps", APP));
  private final String source = project.read(VERSION);
  private final String pom = project.read("pom.xml");
  private final Namespace namespace = bench.namespace();
  private final AtomicInteger noticed = new AtomicInteger(1);
  private MavenRun session;

  @Test
  void noRequestFailsOrIsStaleInAnyWayOfUpdating() throws Exception {
    try (ReservedPort neighbour = new ReservedPort()) {
      updateUnderLoad(neighbour.number());
    }
  }

  private void updateUnderLoad(int neighbour) throws Exception {
    session =
        bench.start(
            bench
                .onCluster(project, "dev:watch")
                .set("dev.baseImage", "localhost:5000/jre:17")
                .set("dev.replicas", REPLICAS)
                .set("dev.forward", neighbour + ":neighbour:5432"));
    URI url = URI.create(session.events().awaitReady(READY).url());
    Http.awaitAnswer(url.toString(), "1", SERVED);
    createNeighbour();
    namespace.awaitServedByEach(APP, REPLICAS, "/", "1", SERVED);

    try (SteadyLoad load = new SteadyLoad(url.getPort(), LARGEST, noticed::get)) {
      load.more(100);
      edit(load, 2, "redefine", "");
      edit(load, 3, "redefine", "");
      edit(load, 4, "jvm", "  int field;\n");
      edit(load, 5, "jvm", "  int field;\n  int another;\n");
      save(load, 6, "jvm", "pom.xml", pom.replace("<dependencies>", "<dependencies>" + JSPECIFY));
      load.assertNoneFailed();
    }
    Http.awaitAnswer("http://localhost:" + neighbour, "6", SERVED);
  }

  /** A method body, and maybe members. */
  private void edit(SteadyLoad load, int version, String strategy, String members)
      throws InterruptedException {
    save(
        load,
        version,
        strategy,
        VERSION,
        source
            .replace("return 1 +", "return " + version + " +")
            .replace("class Version {\n", "class Version {\n" + members));
  }

  private void save(SteadyLoad load, int version, String strategy, String file, String text)
      throws InterruptedException {
    Events events = session.events().fromNow();
    project.save(file, text);
    if (file.equals(VERSION)) {
      events.await("compilation", SERVED, event -> event.is("compiled"));
      noticed.set(version); // compiled, so noticed before
    }
    Events.Event update = events.await("update", SERVED, event -> event.is("update"));
    assertThat(update.text("strategy")).as(update.toString()).isEqualTo(strategy);
    assertThat(update.replicas()).isEqualTo(REPLICAS);
    noticed.set(version);
    load.awaitVersion(version);
    load.more(100);
    namespace.awaitServedByEach(APP, REPLICAS, "/", Integer.toString(version), SERVED);
  }

  /** A Service that is not of the session's app, though its pods are. */
  private void createNeighbour() {
    namespace
        .client()
        .services()
        .inNamespace(namespace.name())
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("neighbour")
                .endMetadata()
                .withNewSpec()
                .withSelector(Map.of("app.kubernetes.io/instance", APP))
                .addNewPort()
                .withPort(5432)
                .withTargetPort(new IntOrString(8080))
                .endPort()
                .endSpec()
                .build())
        .create();
  }
}
