package dev.innerloop.cluster.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those that clusters and their container runtimes use. */
class DiagnosesTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Place CONTAINER = new Place("Pod", "hello-1", "container hello");

  private final RecordedEvidence evidence = new RecordedEvidence();

  @Test
  void aPodThatIsReadyHasNothingWrong() {
    assertThat(find(pod("containerStatuses: []", "conditions: [{type: Ready, status: 'True'}]")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          failed to resolve reference "r.io/a:1": r.io/a:1: not found                         | 0  | There is no such image
          manifest unknown: manifest unknown                                                  | 0  | There is no such image
          failed to authorize: failed to fetch anonymous token: 401 Unauthorized              | 0  | The registry wants a login
          pull access denied, repository does not exist or may require authorization          | 0  | The registry wants a login
          no match for platform in manifest: not found                                        | 0  | The image exists, and not for the platform
          tls: failed to verify certificate: x509: certificate signed by unknown authority    | 0  | The nodes do not trust
          http: server gave HTTP response to HTTPS client                                     | 0  | The nodes do not trust
          dial tcp: lookup r.example on 10.0.0.2:53: no such host                             | 20 | The nodes do not reach
          dial tcp 127.0.0.1:5001: connect: connection refused                                | 20 | The nodes do not reach
          429 Too Many Requests - toomanyrequests: You have reached your pull rate limit      | 60 | The registry limits
          unexpected status from HEAD request: 503 Service Unavailable                        | 20 | Check that the nodes reach
          """)
  void saysWhatToDoAboutAnImage(String words, int grace, String remedy) {
    Finding finding = find(waiting("ErrImagePull", words)).orElseThrow();

    assertThat(finding.certainAfter()).isEqualTo(Duration.ofSeconds(grace));
    assertThat(finding.diagnosis().cause()).isEqualTo(Cause.IMAGE_PULL);
    assertThat(finding.diagnosis().what())
        .isEqualTo("Container hello of pod hello-1 cannot pull its image r.io/a:1");
    assertThat(finding.diagnosis().why()).isEqualTo(words);
    assertThat(finding.diagnosis().where()).isEqualTo(CONTAINER);
    assertThat(finding.diagnosis().remedy()).startsWith(remedy);
  }

  @Test
  void backOffSaysTheSameAsTheFailureBefore() {
    assertThat(
            found(
                    waiting(
                        "ImagePullBackOff",
                        "Back-off pulling image \"r.io/a:1\": ErrImagePull: rpc error: code ="
                            + " NotFound desc = r.io/a:1: not found"))
                .why())
        .isEqualTo("r.io/a:1: not found");
  }

  @Test
  void takesTheReasonFromTheEventWhereANodeSaysOnlyThatItWaits() {
    evidence
        .event("Failed", "hello", "Failed to pull image \"r.io/a:1\": r.io/a:1: not found")
        .event("Pulling", "hello", "Pulling image");

    assertThat(found(waiting("ImagePullBackOff", "Back-off pulling image \"r.io/a:1\"")).why())
        .isEqualTo("Failed to pull image \"r.io/a:1\": r.io/a:1: not found");
  }

  @Test
  void aMissingSecretMayStillCome() {
    Finding finding =
        find(waiting("CreateContainerConfigError", "secret \"db\" not found")).orElseThrow();

    assertThat(finding.certainAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(finding.diagnosis().what())
        .isEqualTo("Container hello of pod hello-1 waits for Secret db");
  }

  @Test
  void namesTheKeyThatAConfigMapLacks() {
    Diagnosis diagnosis =
        found(
            waiting(
                "CreateContainerConfigError", "couldn't find key url in ConfigMap shop/settings"));

    assertThat(diagnosis.what())
        .isEqualTo("Container hello of pod hello-1 waits for the key url of ConfigMap settings");
    assertThat(diagnosis.remedy()).endsWith("kubectl describe configmap settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Exception in thread "main" java.lang.OutOfMemoryError: Java heap space | out-of-memory | The JVM has no memory left
          Web server failed to start. Port 8080 was already in use.              | crash-loop    | Two in the pod listen
          Error: Could not find or load main class com.example.App              | crash-loop    | Say which class is the main one
          java.lang.UnsupportedClassVersionError: App has been compiled by      | crash-loop    | The image's Java is older
          Unrecognized VM option 'UseFoo'                                        | crash-loop    | A JVM option does not fit
          java.io.IOException: Read-only file system                             | crash-loop    | The root of the container
          java.net.UnknownHostException: db                                      | crash-loop    | It does not reach what it needs
          """)
  void knowsHowJvmsTypicallyEnd(String line, String cause, String remedy) {
    evidence.log("starting", line, "\tat java.base");
    Diagnosis diagnosis = found(crashing("exitCode: 1, reason: Error"));

    assertThat(diagnosis.cause().word()).isEqualTo(cause);
    assertThat(diagnosis.what())
        .isEqualTo("Container hello of pod hello-1 keeps ending with exit code 1");
    assertThat(diagnosis.why()).isEqualTo(line.strip());
    assertThat(diagnosis.remedy()).startsWith(remedy);
    assertThat(diagnosis.log()).hasSize(3);
  }

  @Test
  void tellsAKilledContainerFromOneThatReachedItsLimit() {
    assertThat(found(crashing("exitCode: 137, reason: Error")).remedy())
        .startsWith("It was killed from outside (SIGKILL)");
    assertThat(found(crashing("exitCode: 137, reason: OOMKilled")).what())
        .isEqualTo("Container hello of pod hello-1 needs more memory than its limit of 64Mi");
  }

  @Test
  void namesTheProbeThatEndsAContainer() {
    evidence
        .event("Unhealthy", "hello", "Startup probe failed: HTTP probe failed with statuscode: 404")
        .event("Killing", "hello", "Container hello failed startup probe, will be restarted");

    assertThat(found(crashing("exitCode: 143, reason: Error")).what())
        .isEqualTo("Container hello of pod hello-1 keeps being ended by its startup probe");
  }

  @Test
  void aFailingReadinessProbeMayPassAndIsUsualForAWhile() {
    evidence.event(
        "Unhealthy", "hello", "Readiness probe failed: HTTP probe failed with statuscode: 503");
    Finding finding =
        find(pod("{name: hello, ready: false, state: {running: {}}}", "")).orElseThrow();

    assertThat(finding.toldAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(finding.certainAfter()).isGreaterThan(Duration.ofDays(1));
    assertThat(finding.diagnosis().what())
        .isEqualTo(
            "Container hello of pod hello-1 does not pass its readiness probe (GET /ready"
                + " on port 8080)");
    assertThat(finding.diagnosis().why()).isEqualTo("HTTP probe failed with statuscode: 503");
  }

  @Test
  void aStartupProbeFailsForAsLongAsAnAppStarts() {
    evidence.event("Unhealthy", "hello", "Startup probe failed: dial tcp: connection refused");

    assertThat(find(pod("{name: hello, ready: false, state: {running: {}}}", "")))
        .map(Finding::toldAfter)
        .contains(Duration.ofSeconds(30));
  }

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
  void tellsWhoRefusesPods(String reason, String cause, int grace) {
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
  void aQuotaMayPassWhileOthersEnd() {
    evidence.event("FailedCreate", "", "create Pod hello-0 failed: exceeded quota: q");
    assertThat(Diagnoses.of(without(statefulSet(), true), evidence).orElseThrow().certainAfter())
        .isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void whatAStatefulSetWasRefusedBeforeItBecameWhatItIsDoesNotCount() {
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

  @Test
  void whatTheSchedulerSaysMayPass() {
    Pod pod =
        unscheduled(
            "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
    Finding finding = find(pod).orElseThrow();
    assertThat(finding.certainAfter()).isEqualTo(Duration.ofSeconds(15));
    assertThat(finding.diagnosis().remedy()).startsWith("No node has the labels");

    evidence.event("TriggeredScaleUp", "", "pod triggered scale-up");
    assertThat(find(pod).orElseThrow().certainAfter()).isGreaterThan(Duration.ofDays(1));
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
        found(
            unscheduled(
                "0/1 nodes are available: pod has unbound immediate" + " PersistentVolumeClaims."));

    assertThat(diagnosis.what()).isEqualTo("The claim data gets no volume");
    assertThat(diagnosis.where())
        .isEqualTo(new Place("PersistentVolumeClaim", "data", "event FailedBinding"));
    assertThat(diagnosis.remedy()).startsWith("Name a storage class of the cluster for it");
  }

  @Test
  void aClaimThatWaitsForItsFirstPodIsNotStuck() {
    evidence
        .claim(claim())
        .event(
            "WaitForFirstConsumer", "", "waiting for first consumer to be created before binding");
    assertThat(find(pod("", ""))).isEmpty();
  }

  @Test
  void saysWhatCannotBeMounted() {
    evidence.event(
        "FailedMount",
        "",
        "MountVolume.SetUp failed for volume \"settings\" : configmap \"shop\" not found");
    assertThat(found(creating()).what()).isEqualTo("Pod hello-1 waits for ConfigMap shop");

    evidence.event(
        "FailedMount",
        "",
        "MountVolume.SetUp failed for volume \"settings\" : configmap references non-existent"
            + " config key: url");
    assertThat(found(creating()).what())
        .isEqualTo("Pod hello-1 waits for the key url of volume settings");

    evidence.event(
        "FailedAttachVolume", "", "Multi-Attach error for volume \"pvc-1\" Volume is already used");
    assertThat(find(creating()).orElseThrow().certainAfter()).isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void saysThatANodeIsGoneOrNotReady() {
    evidence.node(Evidence.NodeState.Kind.NOT_READY, "NodeStatusUnknown: Kubelet stopped");
    assertThat(found(creating()).what())
        .isEqualTo("Node n1, on which pod hello-1 is to run, is not ready");
    evidence.node(Evidence.NodeState.Kind.GONE, "nodes \"n1\" not found");
    assertThat(found(creating()).what())
        .isEqualTo("Node n1, on which pod hello-1 is to run, is gone");
  }

  @Test
  void aProblemSaysWhatWhyWhereAndTheLastLines() {
    evidence.log("starting", "no database");
    assertThat(found(crashing("exitCode: 3, reason: Error")).problem())
        .hasMessage(
            "Container hello of pod hello-1 keeps ending with exit code 3: Error\n"
                + "  from Pod hello-1, container hello\n"
                + "  its last lines:\n"
                + "    starting\n"
                + "    no database");
  }

  private Optional<Finding> find(Pod pod) {
    return Diagnoses.of(
        new Subject(List.of(), Instant.EPOCH, List.of(pod), false, false, false), evidence);
  }

  private Diagnosis found(Pod pod) {
    return find(pod).orElseThrow().diagnosis();
  }

  private static Subject without(HasMetadata maker, boolean othersTerminate) {
    return new Subject(List.of(maker), Instant.EPOCH, List.of(), true, othersTerminate, false);
  }

  private static StatefulSet statefulSet() {
    return YAML.unmarshal(
        "# recorded\n{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: hello}}",
        StatefulSet.class);
  }

  private static PersistentVolumeClaim claim() {
    return YAML.unmarshal(
        "# recorded\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, status: {phase:"
            + " Pending}}",
        PersistentVolumeClaim.class);
  }

  private static Pod waiting(String reason, String message) {
    Pod pod =
        pod("{name: hello, ready: false, image: 'r.io/a:1', state: {waiting: {reason: X}}}", "");
    var waiting = pod.getStatus().getContainerStatuses().get(0).getState().getWaiting();
    waiting.setReason(reason);
    waiting.setMessage(message);
    return pod;
  }

  private static Pod crashing(String ended) {
    return pod(
        "{name: hello, ready: false, state: {waiting: {reason: CrashLoopBackOff}}, lastState:"
            + " {terminated: {"
            + ended
            + "}}}",
        "");
  }

  private static Pod creating() {
    return pod("{name: hello, ready: false, state: {waiting: {reason: ContainerCreating}}}", "");
  }

  private static Pod unscheduled(String message) {
    Pod pod = pod("", "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable}]");
    pod.getSpec().setNodeName(null);
    pod.getStatus().getConditions().get(0).setMessage(message);
    return pod;
  }

  private static Pod pod(String containerStatus, String status) {
    return YAML.unmarshal(
        """
        # recorded
        {apiVersion: v1, kind: Pod, metadata: {name: hello-1, uid: u},
         spec: {nodeName: n1, containers: [{name: hello, resources: {limits: {memory: 64Mi}},
                readinessProbe: {httpGet: {path: /ready, port: 8080}}}],
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]},
         status: {phase: Pending, containerStatuses: [%s]%s}}
        """
            .formatted(
                containerStatus.startsWith("containerStatuses") ? "" : containerStatus,
                status.isEmpty() ? "" : ", " + status),
        Pod.class);
  }
}
