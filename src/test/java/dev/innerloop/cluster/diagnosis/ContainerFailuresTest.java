package dev.innerloop.cluster.diagnosis;

import static dev.innerloop.cluster.diagnosis.RecordedPods.crashing;
import static dev.innerloop.cluster.diagnosis.RecordedPods.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What keeps containers from starting, and why they exit. The messages are those of clusters and
 * container runtimes.
 */
class ContainerFailuresTest {

  private final RecordedEvidence evidence = new RecordedEvidence();

  @Test
  void aMissingSecretMayStillCome() {
    Finding finding =
        evidence
            .find(waiting("CreateContainerConfigError", "secret \"db\" not found"))
            .orElseThrow();

    assertThat(finding.certainAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(finding.diagnosis().what())
        .isEqualTo("Container hello of pod hello-1 is waiting for Secret db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed to sync secret cache: timed out waiting for the condition",
        "context deadline exceeded",
        "failed to reserve container name \"hello_hello-1\": name is reserved"
      })
  void aNodeThatIsBusyTriesAgain(String message) {
    Finding finding = evidence.find(waiting("CreateContainerConfigError", message)).orElseThrow();

    assertThat(finding.certainAfter()).isGreaterThan(Duration.ofDays(1));
    assertThat(finding.diagnosis().why()).isEqualTo(message);
  }

  @Test
  void reportsTheMissingKeyOfAConfigMap() {
    Diagnosis diagnosis =
        evidence.found(
            waiting(
                "CreateContainerConfigError", "couldn't find key url in ConfigMap shop/settings"));

    assertThat(diagnosis.what())
        .isEqualTo(
            "Container hello of pod hello-1 is waiting for the key url of ConfigMap settings");
    assertThat(diagnosis.remedy()).endsWith("kubectl describe configmap settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Exception in thread "main" java.lang.OutOfMemoryError: Java heap space | out-of-memory | The heap is full, which is by default 70 % of the container's memory limit of 64Mi; to raise it: <resources><memory> in the POM
          Web server failed to start. Port 8080 was already in use.              | crash-loop | The port is used twice
          Error: Could not find or load main class com.example.App              | crash-loop | Set the main class
          java.lang.UnsupportedClassVersionError: App has been compiled by      | crash-loop    | The image's Java is older
          Unrecognized VM option 'UseFoo'                                        | crash-loop | A JVM option is not supported
          java.io.IOException: Read-only file system                             | crash-loop | The container's root file system
          java.net.UnknownHostException: db                                      | crash-loop | A service that the app needs
          """)
  void recognizesTypicalReasonsOfJvmExits(String line, String cause, String remedy) {
    evidence.log("starting", line, "\tat java.base");
    Diagnosis diagnosis = evidence.found(crashing("exitCode: 1, reason: Error"));

    assertThat(diagnosis.cause().word()).isEqualTo(cause);
    assertThat(diagnosis.what())
        .isEqualTo("Container hello of pod hello-1 keeps exiting with exit code 1");
    assertThat(diagnosis.why()).isEqualTo(line.strip());
    assertThat(diagnosis.remedy()).startsWith(remedy);
    assertThat(diagnosis.log()).hasSize(3);
  }

  @Test
  void asksForAJobIfTheAppCompletes() {
    Diagnosis diagnosis = evidence.found(crashing("exitCode: 0, reason: Completed"));

    assertThat(diagnosis.what())
        .isEqualTo("Container hello of pod hello-1 keeps exiting with exit code 0");
    assertThat(diagnosis.remedy())
        .isEqualTo(
            "It exits normally, but a server is expected to keep running. For work that completes:"
                + " -Ddev.kind=job");
  }

  @Test
  void distinguishesAKilledContainerFromAnExceededLimit() {
    assertThat(evidence.found(crashing("exitCode: 137, reason: Error")).remedy())
        .startsWith("It was killed (SIGKILL)");
    assertThat(evidence.found(crashing("exitCode: 137, reason: OOMKilled")).what())
        .isEqualTo("Container hello of pod hello-1 exceeds its memory limit of 64Mi");
    assertThat(evidence.found(crashing("exitCode: 137, reason: OOMKilled")).remedy())
        .startsWith("To raise it: <resources><memory> in the POM.");
  }

  @Test
  void aProblemContainsMessageReasonPlaceAndLastLines() {
    evidence.log("starting", "no database");
    assertThat(evidence.found(crashing("exitCode: 3, reason: Error")).problem())
        .hasMessage(
            "Container hello of pod hello-1 keeps exiting with exit code 3: Error\n"
                + "  from Pod hello-1, container hello\n"
                + "  its last lines:\n"
                + "    starting\n"
                + "    no database");
  }
}
