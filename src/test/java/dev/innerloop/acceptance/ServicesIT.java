package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Spring Data app with a PostgreSQL that is brought up beside it, on a real node. */
@OnCluster(ours = true)
class ServicesIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String IMAGE = "postgresql=localhost:5000/postgres:15";
  private static final String APP = "notes";
  private static final String DATABASE = "notes-postgresql";
  private static final String CONTROLLER = "src/main/java/com/example/notes/NotesController.java";

  @RegisterExtension final Bench bench = new Bench();

  private PersistentVolume volume;

  @AfterEach
  void releaseVolume() {
    if (volume != null) {
      bench.namespace().client().resource(volume).delete();
    }
  }

  @Test
  void keepTheirDataWhateverIsReplaced() throws Exception {
    Node.services();
    Namespace namespace = bench.namespace();
    volume = createVolume(namespace);
    ProjectCopy project = bench.copy(Path.of("examples", "notes"));
    readConfiguration(project);
    MavenRun session =
        bench.start(
            bench
                .onCluster(project, "dev:watch")
                .set("dev.serviceImages", IMAGE)
                .set("dev.baseImage", "localhost:5000/jre:17"));
    String url = session.events().awaitReady(DEPLOYED).url() + "/notes";
    assertThat(session.console())
        .contains(
            "notes: needs PostgreSQL at notes-postgresql:5432, by org.postgresql:postgresql on the"
                + " class path");

    post(url, "buy milk");
    assertThat(Http.get(url)).isEqualTo("Notes of blue:\nbuy milk");

    changedConfigurationReachesTheApp(session, project, namespace, url);

    project.replace(CONTROLLER, "Notes of ", "Kept by \" + kept() + \"");
    project.replace(
        CONTROLLER, "@PostMapping", "String kept() {\n    return \"\";\n  }\n\n  @PostMapping");
    Http.awaitAnswer(url, "Kept by green:\nbuy milk", SERVED);

    Pod before = databasePod(namespace);
    namespace.client().resource(before).withGracePeriod(5).delete();
    awaitOtherDatabasePod(namespace, before);
    Await.untilAsserted(
        SERVED, () -> assertThat(Http.get(url)).isEqualTo("Kept by green:\nbuy milk"));

    thePasswordIsNowhereButInTheCluster(session, project, namespace);
    session.interrupt();
    deletionKeepsDataAndLogin(project, namespace);
    anAppOnThisMachineUsesTheSameDatabase(project);
  }

  /** The example's heading names a team, and ends as a file says. */
  private static void readConfiguration(ProjectCopy project) {
    project.save("heading.txt", ":\n");
    project.save(".env", "# who\nTEAM=blue\n");
    project.replace(
        "pom.xml",
        "<services>auto</services>",
        """
        <services>auto</services>
        <config>
          <envFiles><envFile>.env</envFile></envFiles>
          <files><file>heading.txt</file></files>
        </config>
        """);
    project.replace(
        CONTROLLER,
        "return \"Notes:\\n\";",
        """
        try {
          return "Notes of " + System.getenv("TEAM")
              + java.nio.file.Files.readString(java.nio.file.Path.of("/config/heading.txt"));
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
        """);
  }

  private void changedConfigurationReachesTheApp(
      MavenRun session, ProjectCopy project, Namespace namespace, String url) {
    List<String> identities = namespace.identities(APP);
    Events events = session.events().fromNow();
    project.save("heading.txt", " are:\n");
    Events.Event update = events.awaitUpdate("none", SERVED);
    assertThat(update.text("reason"))
        .contains("data[heading.txt] changed in ConfigMap notes-files");
    Http.awaitAnswer(url, "Notes of blue are:\nbuy milk", SERVED);
    assertThat(namespace.identities(APP)).isEqualTo(identities);

    events = session.events().fromNow();
    project.save(".env", "TEAM=green\n");
    assertThat(events.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("environment variable TEAM changed");
    Http.awaitAnswer(url, "Notes of green are:\nbuy milk", SERVED);
    assertThat(namespace.identities(APP)).isEqualTo(identities);
    project.save("heading.txt", ":\n");
    Http.awaitAnswer(url, "Notes of green:\nbuy milk", SERVED);
  }

  private void thePasswordIsNowhereButInTheCluster(
      MavenRun session, ProjectCopy project, Namespace namespace) throws IOException {
    String base64 = password(namespace);
    String plain = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    assertThat(session.console()).doesNotContain(plain, base64);
    try (Stream<Path> files = Files.walk(project.folder().getParent())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(plain, base64);
      }
    }
    assertThat(namespace.deployment(APP).toString()).doesNotContain(plain);
  }

  private void deletionKeepsDataAndLogin(ProjectCopy project, Namespace namespace) {
    String password = password(namespace);
    MavenRun deletion = bench.start(bench.onCluster(project, "dev:delete")).succeed(DEPLOYED);
    assertThat(deletion.console())
        .contains(
            "deleted its backing services, too: StatefulSet notes-postgresql, Service"
                + " notes-postgresql")
        .contains(
            "kubectl delete --namespace="
                + namespace.name()
                + " PersistentVolumeClaim/data-notes-postgresql-0 Secret/notes-postgresql");
    assertThat(password(namespace)).isEqualTo(password);
    assertThat(
            namespace
                .client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .withName("data-notes-postgresql-0")
                .get())
        .isNotNull();
  }

  private void anAppOnThisMachineUsesTheSameDatabase(ProjectCopy project) throws IOException {
    project.replace("pom.xml", "<services>auto<", "<services>auto,cluster<");
    project.replace(
        CONTROLLER, "/config/heading.txt", project.folder().resolve("heading.txt").toString());
    MavenRun session =
        bench.start(
            bench
                .onCluster(project, "dev:run")
                .set("dev.target", "local")
                .set("dev.serviceImages", IMAGE));
    String url = session.events().awaitReady(DEPLOYED).url() + "/notes";

    assertThat(Http.get(url)).isEqualTo("Kept by green:\nbuy milk");
    assertThat(session.console()).contains("notes: PostgreSQL is at localhost:");
    session.interrupt();
  }

  private static String password(Namespace namespace) {
    return namespace
        .client()
        .secrets()
        .inNamespace(namespace.name())
        .withName(DATABASE)
        .get()
        .getData()
        .get("password");
  }

  private static Pod databasePod(Namespace namespace) {
    return namespace.client().pods().inNamespace(namespace.name()).withName(DATABASE + "-0").get();
  }

  private static void awaitOtherDatabasePod(Namespace namespace, Pod before) {
    Await.untilAsserted(
        SERVED,
        () -> {
          Pod now = databasePod(namespace);
          assertThat(now).isNotNull();
          assertThat(now.getMetadata().getUid()).isNotEqualTo(before.getMetadata().getUid());
          assertThat(Namespace.isReady(now)).isTrue();
        });
  }

  private static void post(String url, String text) throws IOException, InterruptedException {
    int status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(text)).build(),
                BodyHandlers.discarding())
            .statusCode();
    assertThat(status).isEqualTo(200);
  }

  /** Our node has no StorageClass that would make one. */
  private static PersistentVolume createVolume(Namespace namespace) {
    String path = "/var/lib/volumes/" + namespace.name();
    Node.enter("mkdir", "-p", "-m", "777", path);
    String node = namespace.client().nodes().list().getItems().get(0).getMetadata().getName();
    return namespace
        .client()
        .resource(
            new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .addToCapacity("storage", new Quantity("1Gi"))
                .withPersistentVolumeReclaimPolicy("Retain")
                .withNewClaimRef()
                .withNamespace(namespace.name())
                .withName("data-notes-postgresql-0")
                .endClaimRef()
                .withNewLocal()
                .withPath(path)
                .endLocal()
                .withNewNodeAffinity()
                .withNewRequired()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey("kubernetes.io/hostname")
                .withOperator("In")
                .withValues(List.of(node))
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequired()
                .endNodeAffinity()
                .endSpec()
                .build())
        .create();
  }
}
