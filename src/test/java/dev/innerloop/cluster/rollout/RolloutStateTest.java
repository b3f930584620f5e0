package dev.innerloop.cluster.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** The rules of kubectl's rollout_status.go, case by case. */
class RolloutStateTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @Test
  void aDeploymentThatItsControllerHasNotObservedIsIgnored() {
    assertThat(deployment("replicas: 2", "observedGeneration: 1, updatedReplicas: 2, replicas: 2"))
        .isEqualTo(new RolloutState.Unobserved());
  }

  @Test
  void aNewDeploymentCountsReadyReplicas() {
    assertThat(message(deployment("replicas: 2", "observedGeneration: 2")))
        .isEqualTo("0 of 2 replicas ready");
    assertThat(
            message(
                deployment(
                    "replicas: 2",
                    "observedGeneration: 2, replicas: 2, updatedReplicas: 2,"
                        + " availableReplicas: 1")))
        .isEqualTo("1 of 2 replicas ready");
  }

  @Test
  void anUpdateCountsUpdatedAndThenTerminatingReplicas() {
    assertThat(
            message(
                deployment(
                    "replicas: 3",
                    "observedGeneration: 2, replicas: 4, updatedReplicas: 1,"
                        + " availableReplicas: 3")))
        .isEqualTo("1 of 3 replicas updated");
    assertThat(
            message(
                deployment(
                    "replicas: 3",
                    "observedGeneration: 2, replicas: 4, updatedReplicas: 3,"
                        + " availableReplicas: 4")))
        .isEqualTo("1 old replica is pending termination");
  }

  @Test
  void aDeploymentIsCompleteOnceAllAreUpdatedAndAvailable() {
    assertThat(
            deployment(
                "replicas: 2",
                "observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2"))
        .isEqualTo(new RolloutState.Complete(RolloutProgress.ready("hello", 2, 2), ""));
    assertThat(deployment("replicas: 0", "observedGeneration: 2"))
        .isEqualTo(new RolloutState.Complete(RolloutProgress.ready("hello", 0, 0), ""));
  }

  @Test
  void theProgressDeadlineTakesPrecedenceOverCounts() {
    assertThat(
            deployment(
                "replicas: 1, progressDeadlineSeconds: 30",
                "observedGeneration: 2, replicas: 1, updatedReplicas: 1, conditions: [{type:"
                    + " Progressing, status: 'False', reason: ProgressDeadlineExceeded, message:"
                    + " ReplicaSet \"hello-1\" has timed out progressing.}]"))
        .isInstanceOfSatisfying(
            RolloutState.Overdue.class,
            overdue ->
                assertThat(overdue.diagnosis().what())
                    .isEqualTo("Deployment hello made no progress for 30 s"));
  }

  @Test
  void aPausedDeploymentIsHaltedWhileItLacksReplicas() {
    assertThat(deployment("replicas: 1, paused: true", "observedGeneration: 2"))
        .isInstanceOfSatisfying(
            RolloutState.Halted.class,
            halted ->
                assertThat(halted.finding().diagnosis().remedy())
                    .isEqualTo("Resume it: kubectl rollout resume deployment/hello"));
    assertThat(
            deployment(
                "replicas: 1, paused: true",
                "observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1"))
        .isInstanceOf(RolloutState.Complete.class);
  }

  @Test
  void aStatefulSetWaitsForReadyPodsOfTheNewRevision() {
    assertThat(statefulSet("replicas: 2", "observedGeneration: 1, readyReplicas: 2"))
        .isEqualTo(new RolloutState.Unobserved());
    assertThat(
            message(
                statefulSet(
                    "replicas: 2",
                    "observedGeneration: 2, readyReplicas: 1, updatedReplicas: 1,"
                        + " currentRevision: a, updateRevision: a")))
        .isEqualTo("1 of 2 replicas ready");
    assertThat(
            message(
                statefulSet(
                    "replicas: 2",
                    "observedGeneration: 2, readyReplicas: 2, updatedReplicas: 1,"
                        + " currentRevision: a, updateRevision: b")))
        .isEqualTo("1 of 2 replicas updated");
    assertThat(
            statefulSet(
                "replicas: 2",
                "observedGeneration: 2, readyReplicas: 2, updatedReplicas: 2, currentRevision: b,"
                    + " updateRevision: b"))
        .isEqualTo(new RolloutState.Complete(RolloutProgress.ready("hello", 2, 2), ""));
  }

  @Test
  void aPartitionKeepsPodsOfThePreviousRevision() {
    String spec =
        "replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}";
    assertThat(
            message(
                statefulSet(
                    spec,
                    "observedGeneration: 2, readyReplicas: 3, updatedReplicas: 0, currentRevision:"
                        + " a, updateRevision: b")))
        .isEqualTo("0 of 1 replicas updated");
    assertThat(
            statefulSet(
                spec,
                "observedGeneration: 2, readyReplicas: 3, updatedReplicas: 1, currentRevision: a,"
                    + " updateRevision: b"))
        .isEqualTo(
            new RolloutState.Complete(
                RolloutProgress.ready("hello", 3, 3),
                "StatefulSet hello keeps 2 pods of the previous revision: its partition is 2."));
  }

  @Test
  void manualReplacementIsDoneOnceAllPodsAreReady() {
    assertThat(
            statefulSet(
                "replicas: 1, updateStrategy: {type: OnDelete}",
                "observedGeneration: 2, readyReplicas: 1, updatedReplicas: 0, currentRevision: a,"
                    + " updateRevision: b"))
        .isEqualTo(
            new RolloutState.Complete(
                RolloutProgress.ready("hello", 1, 1),
                "StatefulSet hello keeps 1 pod of the previous revision until they are deleted"
                    + " (updateStrategy OnDelete): kubectl delete pod NAME"));
  }

  @Test
  void aJobIsCompleteOnlyByItsCondition() {
    assertThat(message(job("completions: 2", "succeeded: 1, failed: 1")))
        .isEqualTo("1 of 2 pods have succeeded, 1 failed");
    assertThat(
            job("completions: 1", "succeeded: 1, conditions: [{type: Complete, status: 'True'}]"))
        .isInstanceOf(RolloutState.Complete.class);
  }

  @Test
  void aSuspendedJobIsNotAwaited() {
    assertThat(job("completions: 1, suspend: true", ""))
        .isInstanceOfSatisfying(
            RolloutState.Complete.class,
            complete ->
                assertThat(complete.note())
                    .isEqualTo(
                        "Job hello is suspended until it is resumed: kubectl patch"
                            + " job hello -p '{\"spec\":{\"suspend\":false}}'"));
  }

  private static String message(RolloutState state) {
    assertThat(state).isInstanceOf(RolloutState.Progressing.class);
    return ((RolloutState.Progressing) state).progress().message();
  }

  private static RolloutState deployment(String spec, String status) {
    return DeploymentRollout.state(
        YAML.unmarshal(yaml("apps/v1", "Deployment", spec, status), Deployment.class));
  }

  private static RolloutState statefulSet(String spec, String status) {
    return StatefulSetRollout.state(
        YAML.unmarshal(yaml("apps/v1", "StatefulSet", spec, status), StatefulSet.class));
  }

  private static RolloutState job(String spec, String status) {
    return JobRollout.state(YAML.unmarshal(yaml("batch/v1", "Job", spec, status), Job.class));
  }

  private static String yaml(String version, String kind, String spec, String status) {
    return "# recorded\n{apiVersion: %s, kind: %s, metadata: {name: hello, generation: 2}, spec: {%s}, status: {%s}}"
        .formatted(version, kind, spec, status);
  }
}
