package dev.innerloop.cluster.diagnosis;

import static dev.innerloop.cluster.diagnosis.RecordedPods.creating;
import static dev.innerloop.cluster.diagnosis.RecordedPods.pod;
import static dev.innerloop.cluster.diagnosis.RecordedPods.unscheduled;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What keeps a pod from its node and its volumes. The messages are those of clusters and container
 * runtimes.
 */
class PlacementTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final RecordedEvidence evidence = new RecordedEvidence();

  @Test
  void aSchedulingProblemMayPass() {
    Pod pod =
        unscheduled(
            "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
    Finding finding = evidence.find(pod).orElseThrow();
    assertThat(finding.certainAfter()).isEqualTo(Duration.ofSeconds(15));
    assertThat(finding.diagnosis().remedy()).startsWith("No node has the labels");

    evidence.event("TriggeredScaleUp", "", "pod triggered scale-up");
    assertThat(evidence.find(pod).orElseThrow().certainAfter()).isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void aClaimWithoutStorageClassIsStuck() {
    evidence
        .claim(claim())
        .event(
            "FailedBinding",
            "",
            "no persistent volumes available for this claim and no storage class is set");
    Diagnosis diagnosis =
        evidence.found(
            unscheduled(
                "0/1 nodes are available: pod has unbound immediate" + " PersistentVolumeClaims."));

    assertThat(diagnosis.what()).isEqualTo("PersistentVolumeClaim data is not bound");
    assertThat(diagnosis.where())
        .isEqualTo(new Place("PersistentVolumeClaim", "data", "event FailedBinding"));
    assertThat(diagnosis.remedy()).startsWith("Set a storage class of the cluster for the claim");
  }

  @Test
  void aVolumeThatIsBeingProvisionedIsWaitedForWhateverIsSaidAboutPreemption() {
    Finding finding =
        evidence
            .find(
                unscheduled(
                    "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims."
                        + " not found"))
            .orElseThrow();

    assertThat(finding.certainAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(finding.diagnosis().remedy())
        .isEqualTo("See why the claim is not bound: kubectl describe pvc");
  }

  @Test
  void onceTheClaimIsBoundTheSchedulerOnlyHasToTryAgain() {
    PersistentVolumeClaim bound =
        claim().edit().withNewStatus().withPhase("Bound").endStatus().build();
    Pod pod =
        unscheduled("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.");

    Finding finding = evidence.claim(bound).find(pod).orElseThrow();

    assertThat(finding.certainAfter()).isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void aMissingClaimIsNamed() {
    Finding finding =
        evidence
            .find(
                unscheduled(
                    "0/1 nodes are available: persistentvolumeclaim \"data\" not found. not found"))
            .orElseThrow();

    assertThat(finding.certainAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(finding.diagnosis().remedy()).startsWith("Create the PersistentVolumeClaim");
  }

  @Test
  void aClaimThatWaitsForItsFirstConsumerIsNotStuck() {
    evidence
        .claim(claim())
        .event(
            "WaitForFirstConsumer", "", "waiting for first consumer to be created before binding");
    assertThat(evidence.find(pod("", ""))).isEmpty();
  }

  @Test
  void diagnosesAFailedMount() {
    evidence.event(
        "FailedMount",
        "",
        "MountVolume.SetUp failed for volume \"settings\" : configmap \"shop\" not found");
    assertThat(evidence.found(creating()).what())
        .isEqualTo("Pod hello-1 is waiting for ConfigMap shop");

    evidence.event(
        "FailedMount",
        "",
        "MountVolume.SetUp failed for volume \"settings\" : configmap references non-existent"
            + " config key: url");
    assertThat(evidence.found(creating()).what())
        .isEqualTo("Pod hello-1 is waiting for the key url of volume settings");

    evidence.event(
        "FailedAttachVolume", "", "Multi-Attach error for volume \"pvc-1\" Volume is already used");
    assertThat(evidence.find(creating()).orElseThrow().certainAfter())
        .isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void aNodeThatIsSlowToSyncAVolumeFailsNoRollout() {
    evidence.event(
        "FailedMount",
        "",
        "MountVolume.SetUp failed for volume \"program\" : failed to sync configmap cache: timed"
            + " out waiting for the condition");
    Finding finding = evidence.find(creating()).orElseThrow();
    assertThat(finding.certainAfter()).isGreaterThan(Duration.ofDays(1));
    assertThat(finding.diagnosis().remedy()).startsWith("The node is slow to read it");
  }

  @Test
  void diagnosesANodeThatIsGoneOrNotReady() {
    evidence.node(Evidence.NodeState.Kind.NOT_READY, "NodeStatusUnknown: Kubelet stopped");
    assertThat(evidence.found(creating()).what())
        .isEqualTo("Node n1, on which pod hello-1 is to run, is not ready");
    evidence.node(Evidence.NodeState.Kind.GONE, "nodes \"n1\" not found");
    assertThat(evidence.found(creating()).what())
        .isEqualTo("Node n1, on which pod hello-1 is to run, does not exist any more");
  }

  @Test
  void aReadyPodHasNoProblem() {
    assertThat(
            evidence.find(
                pod("containerStatuses: []", "conditions: [{type: Ready, status: 'True'}]")))
        .isEmpty();
  }

  private static PersistentVolumeClaim claim() {
    return YAML.unmarshal(
        "# recorded\n"
            + "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, status:"
            + " {phase: Pending}}",
        PersistentVolumeClaim.class);
  }
}
