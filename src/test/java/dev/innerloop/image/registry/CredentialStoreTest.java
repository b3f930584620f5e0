package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialStoreTest {

  /** Seconds in which a helper answers on any machine. */
  private static final int LONG = 50;

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
                      "The credential helper for registry.example.com failed:"
                          + " docker-credential-that-is-missing, which is set by "
                          + config
                          + ":\nThe system does not have docker-credential-that-is-missing CLI");
              assertThat(problem.remedy())
                  .contains("docker login registry.example.com", "DEV_REGISTRY_USER");
            });
  }

  @Test
  void namesWhatAFailingHelperSays() throws Exception {
    assertThat(ofHelper("echo 'the keychain is locked' >&2; exit 1", LONG))
        .startsWith(
            "The credential helper for registry.example.com failed: docker-credential-of-test,"
                + " which is set by "
                + config
                + ":\nthe keychain is locked\n");
  }

  @Test
  void namesAHelperThatDoesNotAnswerWithinItsTime() throws Exception {
    assertThat(ofHelper("while [ -e " + config + " ]; do sleep 0.1; done", 1))
        .startsWith(
            "The credential helper for registry.example.com does not answer within 1 s:"
                + " docker-credential-of-test, which is set by "
                + config
                + ".\n")
        .contains("echo registry.example.com | docker-credential-of-test get\n");
  }

  @Test
  void usesWhatAHelperAnswers() throws Exception {
    assertThat(ofHelper("echo '{\"Username\": \"anna\", \"Secret\": \"of a helper\"}'", LONG))
        .isEqualTo("anna: of a helper\n");
  }

  @Test
  void theHelperOfARegistryPrecedesThatOfAll() throws Exception {
    Files.writeString(
        config, "{\"credsStore\": \"all\", \"credHelpers\": {\"registry.example.com\": \"own\"}}");

    assertThat(CredentialHelper.in(config, "registry.example.com"))
        .contains(new CredentialHelper("docker-credential-own", config));
    assertThat(CredentialHelper.in(config, "other.example.com"))
        .contains(new CredentialHelper("docker-credential-all", config));
  }

  /** Helpers are found on the PATH of the JVM: what a JVM prints that has one with this script. */
  private String ofHelper(String script, int seconds) throws Exception {
    Files.writeString(config, "{\"credsStore\": \"of-test\"}");
    Path programs = Files.createDirectory(home.resolve("bin"));
    Path helper = programs.resolve("docker-credential-of-test");
    Files.writeString(helper, "#!/bin/sh\nread server\n" + script + "\n");
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
    Path output = home.resolve("output");
    ProcessBuilder jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CredentialStoreMain.class.getName(),
                "registry.example.com/shop:1",
                home.toString(),
                Integer.toString(seconds))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    jvm.environment().put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
    Process process = jvm.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return Files.readString(output);
    } finally {
      process.destroyForcibly();
    }
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
