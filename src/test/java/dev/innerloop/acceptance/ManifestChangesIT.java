package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fragments, and the configuration of resources in the POM, that are saved in a session. */
@OnCluster(ours = true)
class ManifestChangesIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String FRAGMENT = "src/main/kubernetes/deployment.yml";
  private static final String SERVICE = "src/main/kubernetes/services/db.yml";
  private static final int REPLICAS = 2;

  @RegisterExtension final Bench bench = new Bench();

  private final Example example = Example.HELLO;

  @Test
  void areRolledOutAndTheSessionGoesOnWithTheNewPods() throws IOException {
    Namespace namespace = bench.namespace();
    ProjectCopy project = bench.copy(example);
    project.save(
        "src/main/kubernetes/jvm-configmap.yml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: jvm}\n"
            + "data: {JDK_JAVA_OPTIONS: -Dtoo=configMap}\n");
    MavenRun session =
        bench.start(
            bench
                .onCluster(project, "dev:watch")
                .set("dev.delivery", "direct")
                .set("dev.replicas", String.valueOf(REPLICAS))
                .set("dev.baseImage", "localhost:5000/jre:17"));
    String url = session.events().awaitReady(DEPLOYED).url();
    example.editBody(project, "edited before");
    namespace.awaitServedByEach(example.app(), REPLICAS, example.path(), "edited before", SERVED);
    List<String> before = namespace.uids(example.app());

    Events events = session.events().fromNow();
    project.save(FRAGMENT, deployment("STAGE", "test"));

    Events.Event update = events.awaitUpdate("rollout", SERVED);
    assertThat(update.text("reason"))
        .isEqualTo("containers[hello].env[STAGE] added in Deployment hello");
    assertThat(update.replicas()).isEqualTo(REPLICAS);
    assertThat(namespace.uids(example.app())).hasSize(REPLICAS).doesNotContainAnyElementsOf(before);
    assertThat(namespace.variables(example.app())).contains("STAGE");
    Http.awaitAnswer(url, "edited before", SERVED);
    example.editBody(project, "edited after");
    namespace.awaitServedByEach(example.app(), REPLICAS, example.path(), "edited after", SERVED);
    Http.awaitAnswer(url, "edited after", SERVED);

    whatNoPodHasReplacesNone(session, project, namespace);

    soDoesTheConfigurationOfThePom(session, project, namespace);

    List<String> replaced = namespace.uids(example.app());
    Events last = session.events().fromNow();
    Files.delete(project.folder().resolve(FRAGMENT));
    last.awaitUpdate("rollout", SERVED);
    assertThat(namespace.variables(example.app())).doesNotContain("STAGE");
    assertThat(namespace.uids(example.app())).doesNotContainAnyElementsOf(replaced);
    Http.awaitAnswer(url, "edited after", SERVED);
    aChangedConnectionReachesTheAppInThePodsThatAreThere(session, project, namespace, url);
  }

  private void aChangedConnectionReachesTheAppInThePodsThatAreThere(
      MavenRun session, ProjectCopy project, Namespace namespace, String url) {
    Events added = session.events().fromNow();
    project.save(SERVICE, "host: one.example.com\nport: 1234\n");
    added.awaitUpdate("rollout", SERVED);
    project.replace(example.source(), "\"edited after\"", "System.getenv(\"DB_HOST\")");
    Http.awaitAnswer(url, "one.example.com", SERVED);
    List<String> identities = namespace.identities(example.app());

    Events changed = session.events().fromNow();
    project.save(SERVICE, "host: two.example.com\nport: 1234\n");

    assertThat(changed.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("environment variable DB_HOST changed");
    Http.awaitAnswer(url, "two.example.com", SERVED);
    assertThat(namespace.identities(example.app())).isEqualTo(identities);
  }

  private void whatNoPodHasReplacesNone(
      MavenRun session, ProjectCopy project, Namespace namespace) {
    List<String> identities = namespace.identities(example.app());
    Events events = session.events().fromNow();
    project.save(
        "src/main/kubernetes/service.yml", "kind: Service\nmetadata: {labels: {tier: front}}\n");

    Events.Event update = events.awaitUpdate("none", SERVED);

    assertThat(update.text("reason")).isEqualTo("metadata.labels.tier added in Service hello");
    assertThat(
            namespace
                .client()
                .services()
                .inNamespace(namespace.name())
                .withName("hello")
                .get()
                .getMetadata()
                .getLabels())
        .containsEntry("tier", "front");
    assertThat(namespace.identities(example.app())).isEqualTo(identities);
  }

  private void soDoesTheConfigurationOfThePom(
      MavenRun session, ProjectCopy project, Namespace namespace) {
    Events events = session.events().fromNow();
    String version = "<version>0.1.0-SNAPSHOT</version>";
    project.replace(
        "pom.xml",
        version,
        version
            + "<configuration><env><COLOR>green</COLOR>"
            + "<JAVA_TOOL_OPTIONS>-XX:+UseParallelGC -Dfrom=pom</JAVA_TOOL_OPTIONS></env>"
            + "<envFrom><source><configMap>jvm</configMap></source></envFrom></configuration>");

    Events.Event update = events.awaitUpdate("rollout", SERVED);

    assertThat(update.files()).containsExactly("pom.xml");
    assertThat(namespace.variables(example.app())).contains("COLOR");
    jvmOptionsReachTheAppOnly(project, session.events().awaitReady(SERVED).url());
  }

  /** The supervisor could not start with another collector. */
  private void jvmOptionsReachTheAppOnly(ProjectCopy project, String url) {
    String options =
        "java.lang.management.ManagementFactory.getGarbageCollectorMXBeans().get(0).getName()"
            + ".substring(0, 2)"
            + " + System.getProperty(\"from\") + System.getProperty(\"too\")"
            + " + System.getenv(\"DEV_APP_JAVA_TOOL_OPTIONS\")";
    project.replace(example.source(), "\"edited after\"", options);
    Http.awaitAnswer(url, "PSpomconfigMapnull", SERVED);
    project.replace(example.source(), options, "\"edited after\"");
    Http.awaitAnswer(url, "edited after", SERVED);
  }

  private static String deployment(String variable, String value) {
    return """
    kind: Deployment
    spec:
      template:
        spec:
          containers:
          - name: hello
            env:
            - name: %s
              value: %s
    """
        .formatted(variable, value);
  }
}
