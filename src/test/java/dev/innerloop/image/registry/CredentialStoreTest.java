package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialStoreTest {

  @TempDir Path home;

  private Path config;
  private CredentialStore store;

  @BeforeEach
  void nameAHelperThatIsMissing() throws IOException {
    config = home.resolve(".docker/config.json");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "{\"credsStore\": \"that-is-missing\"}");
    store = new CredentialStore(ConfiguredCredentials.NONE, Map.of(), home);
  }

  @Test
  void namesAMissingHelperBeforeAPush() throws Exception {
    ImageReference image = ImageReference.parse("registry.example.com/shop:1");

    assertThatThrownBy(() -> store.find(image, true))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.getMessage())
                  .startsWith(
                      "The credential helper for registry.example.com failed: it is set by"
                          + " credHelpers or credsStore in "
                          + config
                          + ":\nThe system does not have docker-credential-that-is-missing CLI");
              assertThat(problem.remedy())
                  .contains("docker login registry.example.com", "DEV_REGISTRY_USER");
            });
  }

  @Test
  void pullsWithoutAHelperThatIsMissingSinceTheImageMayBePublic() throws Exception {
    assertThat(store.find(ImageReference.parse("registry.example.com/jre:17"), false)).isEmpty();
  }

  @Test
  void needsNoHelperForARegistryOnThisMachine() throws Exception {
    assertThat(store.find(ImageReference.parse("localhost:5000/shop:1"), true)).isEmpty();
  }
}
