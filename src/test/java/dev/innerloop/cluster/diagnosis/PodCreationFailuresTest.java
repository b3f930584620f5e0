package dev.innerloop.cluster.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rejections of new pods. The messages are those of clusters and container runtimes. */
class PodCreationFailuresTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final RecordedEvidence evidence = new RecordedEvidence();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1                       | quota           | 2
          failed quota: q: must specify requests.cpu for: hello                                     | quota           | 0
          maximum memory usage per Container is 64Mi, but limit is 1Gi                              | limit-range     | 0
          violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true)              | pod-security    | 0
          unable to validate against any security context constraint: [provider restricted-v2: no]  | security-context-constraint | 0
          admission webhook "x.example" denied the request: no label team                           | admission       | 0
          failed calling webhook "x.example": failed to call webhook: Post "https://x": refused     | admission       | 10
          ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no label team              | admission       | 0
          error looking up service account ns/robot: serviceaccount "robot" not found               | missing         | 10
          """)
  void reportsWhatRejectsPods(String reason, String cause, int grace) {
    String words = "pods \"hello-1\" is forbidden: " + reason;
    ReplicaSet set =
        YAML.unmarshal(
            "# recorded\n{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: hello-5}}",
            ReplicaSet.class);
    set.setStatus(
        new ReplicaSetStatusBuilder()
            .addNewCondition()
            .withType("ReplicaFailure")
            .withStatus("True")
            .withMessage(words)
            .endCondition()
            .build());
    Finding finding = Diagnoses.of(without(set, false), evidence).orElseThrow();

    assertThat(finding.diagnosis().cause().word()).isEqualTo(cause);
    assertThat(finding.certainAfter()).isEqualTo(Duration.ofSeconds(grace));
    assertThat(finding.diagnosis().what()).isEqualTo("The cluster refuses to create pods");
    assertThat(finding.diagnosis().why()).isEqualTo(words);
    assertThat(finding.diagnosis().where())
        .isEqualTo(new Place("ReplicaSet", "hello-5", "condition ReplicaFailure"));
  }

  @Test
  void anExceededQuotaMayPassWhilePodsTerminate() {
    evidence.event("FailedCreate", "", "create Pod hello-0 failed: exceeded quota: q");
    assertThat(Diagnoses.of(without(statefulSet(), true), evidence).orElseThrow().certainAfter())
        .isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void ignoresRejectionsOfAnEarlierSpecification() {
    evidence.event("FailedCreate", "", "create Pod hello-0 failed: violates PodSecurity");
    Subject later =
        new Subject(
            List.of(statefulSet()),
            Instant.parse("2026-11-25T10:00:01Z"),
            List.of(),
            true,
            false,
            false);
    assertThat(Diagnoses.of(later, evidence)).isEmpty();

    evidence.event("SuccessfulCreate", "", "create Pod hello-0 successful");
    assertThat(Diagnoses.of(without(statefulSet(), false), evidence)).isEmpty();
  }

  private static Subject without(HasMetadata maker, boolean othersTerminate) {
    return new Subject(List.of(maker), Instant.EPOCH, List.of(), true, othersTerminate, false);
  }

  private static StatefulSet statefulSet() {
    return YAML.unmarshal(
        "# recorded\n{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: hello}}",
        StatefulSet.class);
  }
}
