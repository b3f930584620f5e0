package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.image.transport.Credentials;
import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushCheckTest {

  @TempDir private Path folder;

  @Test
  void aRegistryThatTakesWhatIsPushedHasNoNewImage() throws Exception {
    try (TestRegistry registry = TestRegistry.anonymous(folder)) {
      check(Optional.empty()).run(registry.host() + "/team/shop");

      // Twice: the second push finds the blob already in the registry.
      assertThatCode(() -> check(Optional.empty()).run(registry.host() + "/team/shop"))
          .doesNotThrowAnyException();
      assertThat(registry.has("team/shop", "latest")).isFalse();
    }
  }

  @Test
  void aLoginThatIsMissingIsAskedFor() throws Exception {
    try (TestRegistry registry = TestRegistry.withBasicAuth(folder)) {
      String repository = registry.host() + "/team/shop";

      assertThatThrownBy(() -> check(Optional.empty()).run(repository))
          .isInstanceOfSatisfying(
              Problem.class,
              problem ->
                  assertThat(problem.remedy())
                      .isEqualTo("Log in, then try again:\ndocker login " + registry.host()))
          .hasMessage(
              "Cannot push "
                  + repository
                  + ": authentication failed at "
                  + registry.host()
                  + " (401)");
      assertThatCode(() -> check(Optional.of(new Credentials("dev", "secret"))).run(repository))
          .doesNotThrowAnyException();
    }
  }

  private PushCheck check(Optional<Credentials> login) {
    return new PushCheck(
        new Registries(registry -> login, RegistryAccess.DEFAULT, Map.of(), folder));
  }
}
