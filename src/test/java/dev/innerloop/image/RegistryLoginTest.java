package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.testing.ReservedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who one is to registries, and what is said if that fails. */
class RegistryLoginTest extends ImageBuilderTestCase {

  @Test
  void logsInToBothRegistriesWithWhatMavenKnows() throws Exception {
    base = base.replace(registry.host(), guarded.host());
    target = ImageTarget.in(guarded.host(), Optional.empty(), "guarded");
    Registries registries =
        registries(host -> Optional.of(new Credentials("dev", "secret")), folder.resolve("home"));
    try {
      BuiltImage built = push(registries, project);
      assertThat(registry.digest("guarded", built.tag())).isEqualTo(built.digest());
    } finally {
      base = base.replace(guarded.host(), registry.host());
    }
  }

  @Test
  void logsInWithWhatDockerLoginLeft() throws Exception {
    target = ImageTarget.in(guarded.host(), Optional.empty(), "docker-login");
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(
        home.resolve(".docker/config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
            .formatted(
                guarded.host(), Base64.getEncoder().encodeToString("dev:secret".getBytes())));

    BuiltImage built = push(registries(ConfiguredCredentials.NONE, home), project);

    assertThat(registry.digest("docker-login", built.tag())).isEqualTo(built.digest());
  }

  @Test
  void saysHowToLogInWhereALoginIsMissingOrWrong() {
    target = ImageTarget.in(guarded.host(), Optional.empty(), "shop");
    for (ConfiguredCredentials logins :
        List.<ConfiguredCredentials>of(
            ConfiguredCredentials.NONE, host -> Optional.of(new Credentials("dev", "wrong")))) {
      assertProblem(
          () -> push(registries(logins, folder.resolve("home")), project),
          "Cannot push "
              + guarded.host()
              + "/shop:TAG: authentication failed at "
              + guarded.host()
              + " (401)",
          "Log in, then try again:\ndocker login " + guarded.host());
    }
  }

  @Test
  void saysAtOnceThatNobodyListens() throws Exception {
    try (ReservedPort port = new ReservedPort()) {
      String silent = "localhost:" + port.number();
      target = ImageTarget.in(silent, Optional.empty(), "shop");
      long before = System.nanoTime();
      assertProblem(
          () -> push(project),
          "Cannot push " + silent + "/shop:TAG: connection refused by " + silent,
          "Start the registry, or use another one. Check the name:\n"
              + "-Ddev.registry=registry.example.com/team");
      assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
    }
  }

  @Test
  void saysAtOnceThatThereIsNoSuchHost() {
    target = ImageTarget.in("registry.invalid", Optional.empty(), "shop");
    assertProblem(
        () -> push(project),
        "Cannot push registry.invalid/shop:TAG: unknown host registry.invalid",
        "Check whether this machine has a network, and needs a VPN or a proxy. Check the name:\n"
            + "-Ddev.registry=registry.example.com/team");
  }
}
