package dev.innerloop.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A registry that lets nobody in without a login, the node included. */
@OnCluster(ours = true)
class PullSecretIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String LOGIN =
      Base64.getEncoder()
          .encodeToString((PrivateRegistry.USER + ":" + PrivateRegistry.PASSWORD).getBytes(UTF_8));

  @RegisterExtension final Bench bench = new Bench();

  @TempDir private Path folder;

  private final ProjectCopy project = bench.copy(Example.HELLO);

  @Test
  void theNodePullsByTheLoginOfThisMachineAndIsRefusedWithout() throws IOException {
    try (PrivateRegistry registry = PrivateRegistry.start(folder)) {
      String greeting = "private " + UUID.randomUUID(); // a node that is kept has older images
      Example.HELLO.editBody(project, greeting);

      MavenRun without =
          bench
              .start(
                  running(registry)
                      .set("dev.pullSecret", "none")
                      .environment("DEV_REGISTRY_USER", PrivateRegistry.USER)
                      .environment("DEV_REGISTRY_PASSWORD", PrivateRegistry.PASSWORD))
              .fail(DEPLOYED);

      assertThat(without.console())
          .contains("cannot pull its image " + registry.host() + "/hello:dev-")
          .contains("The registry requires authentication to pull, and pod hello-")
          .contains("--docker-server=" + registry.host());

      MavenRun run = bench.start(byHelper(running(registry), registry)).succeed(DEPLOYED);

      assertThat(run.console())
          .contains("hello: nodes pull the image as dev, with the Secret hello-pull (")
          .contains("hello: Secret hello-pull created")
          .doesNotContain(LOGIN);
      bench.namespace().awaitServedByEach("hello", 1, "/", greeting, SOON);
      assertThat(pullSecretsOfPods()).containsExactly("hello-pull");
      assertThat(login().getType()).isEqualTo("kubernetes.io/dockerconfigjson");
      try (Stream<Path> files = Files.walk(project.folder())) {
        assertThat(files.filter(Files::isRegularFile))
            .noneMatch(file -> contains(file, LOGIN) || contains(file, "kubernetes.io/dockerconf"));
      }
    }
  }

  private MavenCommand running(PrivateRegistry registry) {
    return bench
        .onCluster(project, "dev:run")
        .set("dev.detach", true)
        .set("dev.registry", registry.host())
        .set("dev.baseImage", "localhost:5000/jre:17");
  }

  /** The login is what a credential helper says that Docker's configuration names. */
  private MavenCommand byHelper(MavenCommand command, PrivateRegistry registry) throws IOException {
    Path helper =
        Files.writeString(
            folder.resolve("docker-credential-it"),
            """
            #!/bin/sh
            test "$1" = get || exit 1
            printf '{"ServerURL":"%%s","Username":"%s","Secret":"%s"}' "$(cat)"
            """
                .formatted(PrivateRegistry.USER, PrivateRegistry.PASSWORD));
    assertThat(helper.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        folder.resolve("config.json"),
        "{\"credHelpers\": {\"%s\": \"it\"}}".formatted(registry.host()));
    return command
        .environment("DOCKER_CONFIG", folder.toString())
        .environment("PATH", folder + File.pathSeparator + System.getenv("PATH"));
  }

  private Secret login() {
    Secret secret =
        bench
            .namespace()
            .client()
            .secrets()
            .inNamespace(bench.namespace().name())
            .withName("hello-pull")
            .get();
    assertThat(secret).isNotNull();
    return secret;
  }

  private List<String> pullSecretsOfPods() {
    return bench
        .namespace()
        .deployment("hello")
        .getSpec()
        .getTemplate()
        .getSpec()
        .getImagePullSecrets()
        .stream()
        .map(LocalObjectReference::getName)
        .toList();
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
