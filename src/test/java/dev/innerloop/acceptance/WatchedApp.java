package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A day of an app on a cluster, from the first command in an empty namespace to the last. The steps
 * are ordered and share one session where a user's would.
 */
@OnCluster
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class WatchedApp {

  static final Duration DEPLOYED = Duration.ofMinutes(5);
  static final Duration SERVED = Duration.ofMinutes(2);
  static final Duration SOON = Duration.ofMinutes(2);

  @RegisterExtension final Bench bench = new Bench();

  final Example example;
  final Delivery delivery;
  final String app;
  final ProjectCopy project;
  final Namespace namespace;
  MavenRun session;
  String served;

  WatchedApp(Example example, Delivery delivery) {
    this.example = example;
    this.delivery = delivery;
    this.app = example.app();
    this.project = bench.copy(example);
    this.namespace = bench.namespace();
  }

  @Test
  @Order(1)
  void coldRunEndsWithAnAnswerOverHttp() {
    session = start("dev:run");
    String url = session.events().awaitReady(DEPLOYED).url();
    Http.awaitAnswer(url + example.path(), example.greeting(), SOON);
    assertThat(session.console()).contains("Created namespace " + namespace.name() + ".");
  }

  @Test
  @Order(2)
  void ctrlCLeavesTheAppRunningAndSaysHowToGoOn() {
    List<String> before = namespace.identities(app);
    session.interrupt();
    String options = " -Ddev.namespace=" + namespace.name();
    assertThat(session.console())
        .contains("Ended; the app keeps running in dev mode.")
        .contains(
            "to return:          mvn dev:watch"
                + options
                + " -Ddev.baseImage=localhost:5000/jre:17 -Ddev.delivery="
                + delivery.word()
                + "\n")
        .contains("to leave dev mode:  mvn dev:stop" + options + "\n")
        .contains("to remove the app:  mvn dev:delete" + options + "\n");
    assertThat(namespace.identities(app)).isEqualTo(before);
    namespace.awaitServedByEach(app, 1, example.path(), example.greeting(), SOON);
  }

  @Test
  @Order(3)
  void stopLeavesNoTraceOfDevMode() {
    MavenRun stop = run("dev:stop");
    Deployment deployment = namespace.deployment(app);
    if (delivery == Delivery.DIRECT) {
      assertThat(deployment.getSpec().getReplicas()).isZero();
      assertThat(stop.console())
          .contains(app + ": left dev mode; no image holds the app, so it has no replicas now.");
      namespace.awaitPods(app, 0, SOON);
      return;
    }
    assertThat(stop.console())
        .contains(app + ": left dev mode; the last image runs, without what was edited since.");
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    assertThat(pod.getVolumes()).extracting(Volume::getName).noneMatch(it -> it.startsWith("dev-"));
    assertThat(pod.getContainers().get(0).getCommand()).isEmpty();
    assertThat(pod.getContainers().get(0).getVolumeMounts()).isEmpty();
    assertThat(deployment.getMetadata().getAnnotations().keySet())
        .noneMatch(it -> it.startsWith("dev.innerloop/"));
    assertThat(namespace.resources())
        .doesNotContain("ConfigMap " + app + "-dev", "Secret " + app + "-dev");
    namespace.awaitServedByEach(app, 1, example.path(), example.greeting(), DEPLOYED);
  }

  @Test
  @Order(4)
  void servesAnEditSavedTheMomentTheAppFirstAnswers() {
    List<String> shipped = namespace.uids(app); // these answer until those of dev mode replace them
    session = start("dev:watch", "-Ddev.replicas=2");
    namespace.awaitFirstAnswer(app, example.path(), shipped, DEPLOYED);
    example.editBody(project, "as early as can be");
    served(2, "as early as can be");
    session.events().awaitReady(DEPLOYED);
  }

  @Test
  @Order(5)
  void redefinesAMethodBodyInEachReplica() {
    sameContainers(
        2,
        () -> {
          Events events = session.events().fromNow();
          example.editBody(project, "another body");
          assertThat(events.awaitUpdate("redefine", SERVED).replicas()).isEqualTo(2);
          served(2, "another body");
        });
  }

  @Test
  @Order(6)
  void restartsTheAppOfEachReplicaForAnAddedMethod() {
    sameContainers(
        2,
        () -> {
          Events events = session.events().fromNow();
          example.editStructure(project, "another structure");
          assertThat(events.awaitUpdate(example.structureStrategy(), SERVED).replicas())
              .isEqualTo(2);
          served(2, "another structure");
        });
  }

  @Test
  @Order(7)
  void servesAnEditedResourceWithoutRestart() {
    sameContainers(
        2,
        () -> {
          Events events = session.events().fromNow();
          example.editResource(project, "and again");
          namespace.awaitServedByEach(app, 2, example.resourcePath(), "and again", SERVED);
          events.awaitUpdate("resource", SOON);
        });
  }

  @Test
  @Order(8)
  void showsACompileErrorAndKeepsWhatRuns() {
    sameContainers(
        2,
        () -> {
          String good = project.read(example.source());
          Events events = session.events().fromNow();
          project.replace(example.source(), "another structure\";", "broken\" oops;");
          events.await("failed compilation", SERVED, Events.Event::isCompilationFailure);
          session.awaitConsole(
              "Compilation failed. The running replicas keep the last version that compiled.",
              SOON);
          assertThat(session.console())
              .containsPattern(fileName() + ":\\d+:\\d+: error: ';' expected");
          served(2, "another structure");

          project.save(example.source(), good.replace("another structure", "it compiles again"));
          served(2, "it compiles again");
          events.awaitUpdate("redefine", SERVED);
          assertThat(events.all(event -> event.is("update"))).hasSize(1);
        });
  }

  @Test
  @Order(9)
  void showsACrashAndIsHealedByTheNextGoodSave() {
    sameContainers(
        2,
        () -> {
          String good = project.read(example.source());
          Events events = session.events().fromNow();
          example.editToCrash(project, "crashed on purpose");
          events.await("crash", SERVED, event -> event.isReplica("crashed"));
          session.awaitConsole("crashed on purpose", SOON);

          project.save(example.source(), good.replace("it compiles again", "healed"));
          served(2, "healed");
          events.awaitUpdate("jvm", SERVED); // told once both serve: not to be taken for the next
        });
  }

  @Test
  @Order(10)
  void cleanChangesNothingAndARebuildIsServed() {
    sameContainers(
        2,
        () -> {
          Events events = session.events().fromNow();
          bench.start(bench.maven(project, "clean")).succeed(SERVED);
          served(2, "healed");
          assertThat(events.all(event -> event.is("update"))).isEmpty();

          bench.start(bench.maven(project, "compile")).succeed(SERVED);
          example.editBody(project, "rebuilt");
          served(2, "rebuilt");
        });
  }

  @Test
  @Order(99)
  void deleteLeavesNothing() {
    assertThat(run("dev:delete").console())
        .contains(app + ": deleted from namespace " + namespace.name() + ": ")
        .contains("Deployment " + app, "Service " + app);
    Await.untilAsserted(SERVED, () -> assertThat(namespace.resources()).isEmpty());
  }

  void served(int replicas, String text) {
    served = text;
    namespace.awaitServedByEach(app, replicas, example.path(), text, SERVED);
  }

  /** Does something that must neither replace a pod nor restart a container. */
  private void sameContainers(int replicas, Runnable step) {
    List<String> before = namespace.identities(app);
    assertThat(before).hasSize(replicas);
    step.run();
    assertThat(namespace.identities(app)).isEqualTo(before);
  }

  private String fileName() {
    return example.source().substring(example.source().lastIndexOf('/') + 1);
  }

  MavenRun start(String... arguments) {
    return bench.start(
        bench
            .onCluster(project, arguments)
            .environment("KUBECONFIG", kubeconfig().toString())
            .set("dev.delivery", delivery.word())
            .set("dev.baseImage", "localhost:5000/jre:17"));
  }

  /** Of the sessions. */
  Path kubeconfig() {
    return Node.kubeconfig();
  }

  MavenRun run(String goal) {
    return bench.start(bench.onCluster(project, goal)).succeed(DEPLOYED);
  }
}
