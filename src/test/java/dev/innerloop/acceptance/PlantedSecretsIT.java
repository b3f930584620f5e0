package dev.innerloop.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.DevOverlay;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets of every source are planted, and then looked for in everything that is written: output,
 * also of {@code -X}, events, files, arguments and environments of processes, resources of the
 * cluster, images and exports.
 */
@OnCluster(ours = true)
class PlantedSecretsIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);

  private static final String PASSWORD = "planted-registry-password";
  private static final String HTPASSWD =
      "dev:$2b$05$abcdefghijklmnopqrstuu7.Rffb/e3GvgNr9ynXYVmPMI0ht.mgC\n";

  /** The same password, as Maven encrypts it. */
  private static final String ENCRYPTED =
      "{iWtJbXZG78gHHv4DHNv3pFw3drH/rXfAj/pFY2LPbUsUW28oNMXpUFijjrq3Alyj}";

  private static final String MASTER = "{pfd0TXg00PMHFXznOEKAw+eh3r50BeFSjI77aqWBu+U=}";

  /**
   * With {@code -X}, Maven prints the configuration of each plugin as it is in the POM, and
   * maven-resources-plugin prints the environment.
   */
  private static final List<String> MAVENS_OWN =
      List.of("[DEBUG] env.", "      <POM_TOKEN>", "[DEBUG]   (f) values = {POM_TOKEN=");

  /** Those that the app is to get; nothing but its Secrets and its environment has them. */
  private static final String[] OF_THE_APP = {"env file", "changed env file", "POM", "fragment"};

  private static final String[] OF_THIS_MACHINE = {
    "registry",
    "registry login",
    "docker",
    "docker login",
    "settings",
    "kubeconfig key",
    "kubeconfig key line",
    "kubeconfig token",
    "plugin variable",
    "shell"
  };

  @RegisterExtension final Bench bench = new Bench();

  @TempDir private Path folder;

  private final ProjectCopy project = bench.copy(Example.HELLO);
  private final SecretSearch secrets =
      new SecretSearch()
          .plant("registry", PASSWORD)
          .plant("registry login", "dev:" + PASSWORD)
          .plant("docker", "planted-docker-password")
          .plant("docker login", "anna:planted-docker-password")
          .plant("settings", "planted-settings-password")
          .plant("kubeconfig token", "planted-kubeconfig-token")
          .plant("plugin variable", "planted-plugin-variable")
          .plant("shell", "planted-aws-secret-access-key")
          .plant("env file", "planted-in-the-env-file")
          .plant("changed env file", "planted-later-in-the-env-file")
          .plant("POM", "planted-by-the-pom")
          .plant("fragment", "planted-in-a-fragment");

  /** Files in which secrets were planted. */
  private final Set<Path> sources = new LinkedHashSet<>();

  private Path temporary;

  @Test
  void areNowhereButWhereTheyBelong() throws Exception {
    temporary = Files.createDirectories(folder.resolve("tmp"));
    Path registryFolder = Files.createDirectories(folder.resolve("registry"));
    try (PrivateRegistry registry = PrivateRegistry.start(registryFolder, HTPASSWD)) {
      plant(registry);
      MavenRun pipeline =
          bench
              .start(
                  command(
                      registry,
                      "-X",
                      "dev:image",
                      "dev:push",
                      "dev:diff",
                      "dev:apply",
                      "dev:export",
                      "dev:status"))
              .succeed(DEPLOYED);
      assertThat(pipeline.console()).as("it runs with -X").contains("[DEBUG]");
      Path resources = project.folder().resolve("target/kubernetes");
      assertThat(resources).isDirectory();
      assertFilesAreClean();

      MavenRun session = bench.start(command(registry, "-X", "dev:watch"));
      String url = session.events().awaitReady(DEPLOYED).url();
      assertThat(session.console()).as("the registry wants it").contains("Secret hello-pull");
      assertProcessesAreClean(session);

      Events changed = session.events().fromNow();
      project.replace(".env", "planted-in-the-env-file", "planted-later-in-the-env-file");
      assertThat(changed.awaitUpdate("jvm", SERVED).text("reason"))
          .isEqualTo("environment variable ENV_TOKEN changed");
      Example.HELLO.editBody(project, "edited");
      Http.awaitAnswer(url, "edited", SERVED);
      assertThat(environments())
          .as("the app has its own")
          .contains("planted-later-in-the-env-file", "planted-by-the-pom", "planted-in-a-fragment");
      assertProcessesAreClean(session);
      assertFilesAreClean();
      assertClusterIsClean();

      bench.start(command(registry, "dev:doctor", "dev:status")).exitCode(DEPLOYED);
      session.interrupt();
      assertFilesAreClean();
      assertThat(secrets.in(registryFolder.resolve("storage"), Set.of())).as("images").isEmpty();
    }
  }

  private void plant(PrivateRegistry registry) throws IOException {
    project.save(".env", "ENV_TOKEN=planted-in-the-env-file\n");
    project.save(
        "src/main/kubernetes/token-secret.yml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: hello-token}\n"
            + "stringData: {FRAGMENT_TOKEN: planted-in-a-fragment}\n");
    project.replace(
        "pom.xml",
        "<version>0.1.0-SNAPSHOT</version>\n",
        """
        <version>0.1.0-SNAPSHOT</version>
                <configuration>
                  <secret>
                    <envFiles><envFile>.env</envFile></envFiles>
                    <values><POM_TOKEN>${env.PLANTED_FOR_POM}</POM_TOKEN></values>
                  </secret>
                  <envFrom><source><secret>hello-token</secret></source></envFrom>
                </configuration>
        """);
    sources.add(project.folder().resolve(".env"));
    sources.add(project.folder().resolve("src/main/kubernetes/token-secret.yml"));
    write(
        "docker/config.json",
        "{\"auths\": {\"other.test\": {\"auth\": \"%s\"}}}"
            .formatted(
                Base64.getEncoder()
                    .encodeToString("anna:planted-docker-password".getBytes(UTF_8))));
    write(
        "settings.xml",
        """
        <settings><servers>
          <server><id>%s</id><username>dev</username><password>%s</password></server>
          <server><id>plain.test</id><username>anna</username>
            <password>planted-settings-password</password></server>
        </servers></settings>
        """
            .formatted(registry.host(), ENCRYPTED));
    write(
        "settings-security.xml",
        "<settingsSecurity><master>" + MASTER + "</master></settingsSecurity>");
    plantKubeconfig();
  }

  /** The administrator's certificate comes from a plugin. */
  private void plantKubeconfig() throws IOException {
    Config config = Serialization.unmarshal(Files.readString(Node.kubeconfig()), Config.class);
    var user = config.getUsers().get(0).getUser();
    String key = new String(Base64.getDecoder().decode(user.getClientKeyData()), UTF_8);
    String chain = new String(Base64.getDecoder().decode(user.getClientCertificateData()), UTF_8);
    secrets.plant("kubeconfig key", user.getClientKeyData().substring(200, 280));
    secrets.plant("kubeconfig key line", key.lines().toList().get(2));
    write(
        "credential.json",
        Serialization.asJson(
            Map.of(
                "kind",
                "ExecCredential",
                "apiVersion",
                "client.authentication.k8s.io/v1",
                "status",
                Map.of("clientCertificateData", chain, "clientKeyData", key))));
    Path plugin = write("login.sh", "#!/bin/sh\ncat \"$(dirname \"$0\")/credential.json\"\n");
    assertThat(plugin.toFile().setExecutable(true)).isTrue();
    write(
        "kubeconfig",
        """
        apiVersion: v1
        kind: Config
        current-context: dev-it
        contexts:
        - {name: dev-it, context: {cluster: dev-it, user: plugin}}
        - {name: other, context: {cluster: dev-it, user: token}}
        clusters:
        - name: dev-it
          cluster: {server: '%s', certificate-authority-data: %s}
        users:
        - name: plugin
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              interactiveMode: Never
              command: ./login.sh
              env: [{name: PLUGIN_VARIABLE, value: planted-plugin-variable}]
        - {name: token, user: {token: planted-kubeconfig-token}}
        """
            .formatted(
                config.getClusters().get(0).getCluster().getServer(),
                config.getClusters().get(0).getCluster().getCertificateAuthorityData()));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    sources.add(file);
    return Files.writeString(file, text);
  }

  private MavenCommand command(PrivateRegistry registry, String... goals) {
    List<String> all = new ArrayList<>(List.of("-s", folder.resolve("settings.xml").toString()));
    all.addAll(List.of(goals));
    return bench
        .onCluster(project, all.toArray(String[]::new))
        .set("settings.security", folder.resolve("settings-security.xml"))
        .set("dev.registry", registry.host())
        .set("dev.baseImage", "localhost:5000/jre:17")
        .set("dev.delivery", "image")
        .environment("KUBECONFIG", folder.resolve("kubeconfig").toString())
        .environment("DOCKER_CONFIG", folder.resolve("docker").toString())
        .environment("AWS_SECRET_ACCESS_KEY", "planted-aws-secret-access-key")
        .environment("PLANTED_FOR_POM", "planted-by-the-pom")
        .environment(
            "MAVEN_OPTS",
            System.getProperty("it.mavenOpts", "") + " -Djava.io.tmpdir=" + temporary);
  }

  /** The events of all runs are among the files, and what they print, too. */
  private void assertFilesAreClean() throws IOException {
    Path all = project.folder().getParent();
    Set<Path> except = new LinkedHashSet<>(sources);
    for (Path console : consoles(all)) {
      String ours =
          Files.readString(console)
              .lines()
              .filter(line -> MAVENS_OWN.stream().noneMatch(line::startsWith))
              .collect(Collectors.joining("\n"));
      assertThat(secrets.in(ours)).as("output").isEmpty();
      except.add(console);
    }
    Set<Path> manifests = secretsAmongTheManifests();
    except.addAll(manifests);
    assertThat(secrets.in(all, except)).as("files").isEmpty();
    assertThat(secrets.in(temporary, Set.of())).as("temporary files").isEmpty();
    for (Path manifest : manifests) {
      assertThat(secrets.only(OF_THIS_MACHINE).in(Files.readString(manifest))).isEmpty();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(manifest)))
          .as(manifest.toString())
          .isEqualTo("rw-------");
    }
  }

  private static List<Path> consoles(Path all) throws IOException {
    try (Stream<Path> files = Files.list(all)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".log")).toList();
    }
  }

  private Set<Path> secretsAmongTheManifests() throws IOException {
    try (Stream<Path> files = Files.walk(project.folder().resolve("target/kubernetes"))) {
      Set<Path> manifests = new LinkedHashSet<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains("kind: \"Secret\"")) {
          manifests.add(file);
        }
      }
      return manifests;
    }
  }

  private void assertProcessesAreClean(MavenRun session) {
    assertThat(secrets.inArguments()).isEmpty();
    assertThat(secrets.only(OF_THIS_MACHINE).inEnvironments(pid -> pid != session.handle().pid()))
        .isEmpty();
  }

  private String environments() {
    StringBuilder all = new StringBuilder();
    processesOfPods().forEach(process -> all.append(SecretSearch.proc(process, "environ")));
    return all.toString();
  }

  private List<ProcessHandle> processesOfPods() {
    List<String> names =
        bench.namespace().pods("hello").stream()
            .map(pod -> "HOSTNAME=" + pod.getMetadata().getName())
            .toList();
    return ProcessHandle.allProcesses()
        .filter(it -> names.stream().anyMatch(SecretSearch.proc(it, "environ")::contains))
        .toList();
  }

  private void assertClusterIsClean() throws IOException {
    KubernetesClient client = bench.namespace().client();
    String name = bench.namespace().name();
    List<HasMetadata> all = new ArrayList<>();
    all.addAll(client.v1().events().inNamespace(name).list().getItems());
    all.addAll(client.configMaps().inNamespace(name).list().getItems());
    all.addAll(client.services().inNamespace(name).list().getItems());
    all.addAll(client.pods().inNamespace(name).list().getItems());
    all.addAll(client.apps().deployments().inNamespace(name).list().getItems());
    all.addAll(client.apps().replicaSets().inNamespace(name).list().getItems());
    assertThat(all).hasSizeGreaterThan(5);
    for (HasMetadata each : all) {
      assertThat(secrets.in(Serialization.asYaml(each)))
          .as(each.getKind() + " " + each.getMetadata().getName())
          .isEmpty();
    }
    for (Secret each : client.secrets().inNamespace(name).list().getItems()) {
      boolean pulls = each.getMetadata().getName().equals("hello-pull");
      assertThat(secrets.only(pulls ? OF_THE_APP : OF_THIS_MACHINE).in(Serialization.asYaml(each)))
          .as("Secret " + each.getMetadata().getName())
          .isEmpty();
    }
    for (Pod pod : bench.namespace().pods("hello")) {
      String log = client.pods().inNamespace(name).withName(pod.getMetadata().getName()).getLog();
      assertThat(secrets.in(log)).as("log").isEmpty();
    }
    assertThat(processesOfPods()).hasSizeGreaterThanOrEqualTo(2);
    for (ProcessHandle process : processesOfPods()) {
      Path workspace =
          Path.of("/proc", Long.toString(process.pid()), "root" + DevOverlay.WORKSPACE);
      assertThat(workspace).isDirectory();
      assertThat(secrets.in(workspace, Set.of())).as("workspace").isEmpty();
    }
  }
}
