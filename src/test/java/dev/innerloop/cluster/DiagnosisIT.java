package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each failure on a real cluster, all at once, and its diagnosis. */
@OnCluster(ours = true)
class DiagnosisIT {

  private static final Consumer<PodSpec> NO_EDIT = pod -> {};
  private static final Map<String, Trial> TRIALS = new ConcurrentHashMap<>();

  private static TestNamespace namespace;
  private static String storageClass;
  private static String goneNode;

  @BeforeAll
  static void failAtOnce() {
    namespace = TestNamespace.create();
    storageClass = "nobody-" + namespace.name;
    goneNode = "gone-" + namespace.name;
    namespace.client.resource(Trial.program()).inNamespace(namespace.name).create();
    namespace
        .client
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName(storageClass)
                .endMetadata()
                .withProvisioner("dev.innerloop/nobody")
                .withVolumeBindingMode("Immediate")
                .build())
        .create();
    images();
    containers();
    probes();
    volumes();
    others();
    onANodeThatIsGone();
  }

  @AfterAll
  static void delete() {
    namespace.client.nodes().withName(goneNode).delete();
    namespace.client.storage().v1().storageClasses().withName(storageClass).delete();
    namespace.close();
  }

  private static void images() {
    begin(Trial.deployment("absent", image("localhost:5000/no/such:image")));
    begin(Trial.deployment("misnamed", image("localhost:5000/No/Such:image")));
    begin(Trial.deployment("unreachable", image("localhost:1/no/such:image")));
    begin(
        Trial.deployment(
            "neverpulled",
            image("localhost:5000/never:1")
                .andThen(pod -> first(pod).setImagePullPolicy("Never"))));
  }

  @Test
  void diagnosesAMissingImage() {
    Diagnosis diagnosis = of("absent", Cause.IMAGE_PULL);
    assertThat(diagnosis.what())
        .matches(
            "Container absent of pod absent-\\S+ cannot pull its image"
                + " localhost:5000/no/such:image");
    assertThat(diagnosis.why()).contains("not found");
    assertThat(diagnosis.where().toString()).matches("Pod absent-\\S+, container absent");
    assertThat(diagnosis.remedy()).startsWith("The image does not exist in the registry");
  }

  @Test
  void diagnosesAnInvalidImageName() {
    Diagnosis diagnosis = of("misnamed", Cause.IMAGE_PULL);
    assertThat(diagnosis.why()).contains("must be lowercase");
    assertThat(diagnosis.remedy()).startsWith("The image name is not valid.");
  }

  @Test
  void diagnosesAnUnreachableRegistry() {
    assertThat(trial("unreachable").hindrance(Cause.IMAGE_PULL).why())
        .contains("connection refused");
    assertThat(of("unreachable", Cause.IMAGE_PULL).remedy())
        .startsWith("The nodes cannot reach the registry at this address.");
  }

  @Test
  void diagnosesAnImageThatMayNotBePulled() {
    assertThat(of("neverpulled", Cause.IMAGE_PULL).remedy())
        .startsWith("imagePullPolicy is Never and the node does not have the image");
  }

  @Test
  void diagnosesARegistryThatRequiresAuthentication() {
    try (TestNamespace open = TestNamespace.create()) {
      open.client
          .namespaces()
          .withName(open.name)
          .edit(
              it ->
                  new NamespaceBuilder(it)
                      .editMetadata()
                      .removeFromLabels("pod-security.kubernetes.io/enforce")
                      .endMetadata()
                      .build());
      open.client.resource(Trial.program()).inNamespace(open.name).create();
      Deployment registry =
          Trial.deployment("registry", pod -> pod.setHostNetwork(true), "answer", "401");
      assertThat(Trial.of(open, registry).progress()).endsWith("1 of 1 replicas ready");

      Diagnosis diagnosis =
          Trial.of(open, Trial.deployment("private", image("localhost:9000/private:1")))
              .diagnosis();

      assertThat(diagnosis.cause()).isEqualTo(Cause.IMAGE_PULL);
      assertThat(diagnosis.why()).contains("401");
      assertThat(diagnosis.remedy()).startsWith("The registry requires authentication to pull");
    }
  }

  private static void containers() {
    begin(Trial.deployment("crashing", NO_EDIT, "crash"));
    begin(Trial.deployment("heapless", NO_EDIT, "-Xmx8m", "fill"));
    begin(
        Trial.deployment(
            "greedy",
            pod -> first(pod).getResources().setLimits(Map.of("memory", new Quantity("64Mi"))),
            "-Xmx1g",
            "fill"));
    begin(Trial.deployment("killed", NO_EDIT, "exit", "137"));
    begin(
        Trial.deployment(
            "twice",
            pod ->
                pod.getContainers()
                    .add(new ContainerBuilder(first(pod)).withName("sidecar").build())));
    begin(
        Trial.deployment(
            "javaless", pod -> first(pod).setCommand(List.of("/no/java", "-version"))));
    begin(
        Trial.deployment(
            "uninitialised",
            pod ->
                pod.setInitContainers(
                    List.of(
                        new ContainerBuilder(first(pod))
                            .withName("migrate")
                            .withCommand(Trial.command("crash"))
                            .build()))));
    begin(Trial.deployment("configless", env("configMap", "nowhere", "url")));
    namespace
        .client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("present")
                .endMetadata()
                .addToStringData("user", "jane")
                .build())
        .inNamespace(namespace.name)
        .create();
    begin(Trial.deployment("keyless", env("secret", "present", "password")));
  }

  @Test
  void showsTheLastLinesOfAContainerThatKeepsExiting() {
    Diagnosis diagnosis = of("crashing", Cause.CRASH_LOOP);
    assertThat(diagnosis.what())
        .matches("Container crashing of pod crashing-\\S+ keeps exiting with exit code 3");
    assertThat(diagnosis.log()).containsExactly("started crash", "no database at db:5432");
    assertThat(trial("crashing").ended())
        .hasMessageContaining("\n  its last lines:\n    started crash\n    no database at db:5432");
  }

  @Test
  void recognizesAFullHeap() {
    Diagnosis diagnosis = of("heapless", Cause.OUT_OF_MEMORY);
    assertThat(diagnosis.why()).contains("java.lang.OutOfMemoryError: Java heap space");
    assertThat(diagnosis.remedy()).startsWith("The heap is full, which is by default 70 %");
  }

  @Test
  void recognizesAContainerThatExceededItsMemoryLimit() {
    Diagnosis diagnosis = of("greedy", Cause.OUT_OF_MEMORY);
    assertThat(diagnosis.what())
        .matches("Container greedy of pod greedy-\\S+ exceeds its memory limit of 64Mi");
    assertThat(diagnosis.why()).isEqualTo("OOMKilled");
  }

  @Test
  void recognizesAKilledContainer() {
    assertThat(of("killed", Cause.CRASH_LOOP).remedy()).startsWith("It was killed (SIGKILL)");
  }

  @Test
  void recognizesAPortInUse() {
    Diagnosis diagnosis = of("twice", Cause.CRASH_LOOP);
    assertThat(diagnosis.why()).contains("Address already in use");
    assertThat(diagnosis.remedy()).startsWith("The port is used twice in the pod");
  }

  @Test
  void diagnosesAnImageWithoutJava() {
    Diagnosis diagnosis = of("javaless", Cause.START);
    assertThat(diagnosis.why()).contains("/no/java");
    assertThat(diagnosis.remedy())
        .isEqualTo(
            "The image has no such command. Set the path of its Java: -Ddev.java=/path/to/java");
  }

  @Test
  void namesTheInitContainerThatFails() {
    Diagnosis diagnosis = of("uninitialised", Cause.CRASH_LOOP);
    assertThat(diagnosis.what())
        .matches("Init container migrate of pod uninitialised-\\S+ keeps exiting with exit code 3");
    assertThat(diagnosis.log()).endsWith("no database at db:5432");
  }

  @Test
  void namesTheConfigMapThatIsMissing() {
    Diagnosis diagnosis = of("configless", Cause.MISSING);
    assertThat(diagnosis.what())
        .matches("Container configless of pod configless-\\S+ is waiting for ConfigMap nowhere");
    assertThat(diagnosis.why()).isEqualTo("configmap \"nowhere\" not found");
  }

  @Test
  void reportsTheMissingKeyOfASecret() {
    Diagnosis diagnosis = of("keyless", Cause.MISSING);
    assertThat(diagnosis.what())
        .matches(
            "Container keyless of pod keyless-\\S+ is waiting for the key password of Secret"
                + " present");
    assertThat(diagnosis.remedy()).endsWith("kubectl describe secret present");
  }

  private static void probes() {
    begin(
        deadline(
            Trial.deployment(
                "unready", pod -> first(pod).setReadinessProbe(get("/ready")), "answer", "503")));
    begin(
        deadline(
            Trial.deployment(
                "deaf", pod -> first(pod).setReadinessProbe(get("/ready")), "listening")));
    begin(
        Trial.deployment(
            "slow", pod -> first(pod).setStartupProbe(get("/started")), "answer", "404"));
    begin(
        Trial.deployment(
            "ill", pod -> first(pod).setLivenessProbe(get("/alive")), "answer", "500"));
  }

  @Test
  void reportsTheResponseOfTheReadinessProbeAfterTheDeadline() {
    Diagnosis diagnosis = of("unready", Cause.PROBE);
    assertThat(diagnosis.what())
        .matches(
            "Deployment unready made no progress for 40 s\\. Container unready of pod unready-\\S+"
                + " fails its readiness probe \\(GET /ready on port 9000\\)");
    assertThat(diagnosis.why()).isEqualTo("HTTP probe failed with statuscode: 503");
    assertThat(trial("unready").hindrance(Cause.PROBE).remedy())
        .isEqualTo("The app reports itself unhealthy; see its log: mvn dev:log");
  }

  @Test
  void diagnosesAProbeOfAPortWithoutListener() {
    Diagnosis diagnosis = of("deaf", Cause.PROBE);
    assertThat(diagnosis.why()).contains("connection refused");
    assertThat(diagnosis.remedy()).startsWith("No process listens on that port");
  }

  @Test
  void diagnosesAContainerKilledByItsStartupProbe() {
    Diagnosis diagnosis = of("slow", Cause.PROBE);
    assertThat(diagnosis.what())
        .matches(
            "Container slow of pod slow-\\S+ keeps being killed by its startup probe"
                + " \\(GET /started on port 9000\\)");
    assertThat(diagnosis.why()).isEqualTo("HTTP probe failed with statuscode: 404");
  }

  @Test
  void diagnosesAContainerKilledByItsLivenessProbe() {
    assertThat(of("ill", Cause.PROBE).what())
        .contains("keeps being killed by its liveness probe (GET /alive on port 9000)");
  }

  private static void volumes() {
    begin(claim("unclassed", ""), Trial.deployment("homeless", mount("unclassed")));
    begin(claim("misclassed", "no-such-class"), Trial.deployment("classless", mount("misclassed")));
    begin(claim("unprovided", storageClass), Trial.deployment("waiting", mount("unprovided")));
    begin(Trial.deployment("claimless", mount("no-such-claim")));
    begin(
        Trial.deployment(
            "secretless",
            mount(
                new VolumeBuilder()
                    .withName("certificates")
                    .withNewSecret()
                    .withSecretName("no-such-secret")
                    .endSecret()
                    .build())));
    begin(
        Trial.deployment(
            "driverless",
            mount(
                new VolumeBuilder()
                    .withName("remote")
                    .withNewCsi()
                    .withDriver("dev.innerloop.nobody")
                    .endCsi()
                    .build())));
  }

  @Test
  void diagnosesAClaimWithoutStorageClass() {
    Diagnosis diagnosis = of("homeless", Cause.CLAIM);
    assertThat(diagnosis.what()).isEqualTo("PersistentVolumeClaim unclassed is not bound");
    assertThat(diagnosis.why())
        .isEqualTo("no persistent volumes available for this claim and no storage class is set");
    assertThat(diagnosis.where().toString())
        .isEqualTo("PersistentVolumeClaim unclassed, event FailedBinding");
  }

  @Test
  void diagnosesAClaimWithAMissingStorageClass() {
    Diagnosis diagnosis = of("classless", Cause.CLAIM);
    assertThat(diagnosis.why()).contains("\"no-such-class\" not found");
    assertThat(diagnosis.remedy())
        .isEqualTo("Set an existing storage class: kubectl get storageclass");
  }

  @Test
  void diagnosesAClaimThatWaitsForItsProvisioner() {
    Diagnosis diagnosis = trial("waiting").hindrance(Cause.CLAIM);
    assertThat(diagnosis.why()).contains("dev.innerloop/nobody");
  }

  @Test
  void diagnosesAMissingClaim() {
    Diagnosis diagnosis = of("claimless", Cause.CLAIM);
    assertThat(diagnosis.why()).contains("persistentvolumeclaim \"no-such-claim\" not found");
    assertThat(diagnosis.remedy()).startsWith("Create the PersistentVolumeClaim");
  }

  @Test
  void diagnosesAMissingSecretOfAVolume() {
    Diagnosis diagnosis = of("secretless", Cause.MISSING);
    assertThat(diagnosis.what())
        .matches("Pod secretless-\\S+ is waiting for Secret no-such-secret");
    assertThat(diagnosis.where().toString()).matches("Pod secretless-\\S+, event FailedMount");
  }

  @Test
  void diagnosesAVolumeThatCannotBeMounted() {
    Diagnosis diagnosis = of("driverless", Cause.VOLUME);
    assertThat(diagnosis.what()).matches("Pod driverless-\\S+ cannot mount volume remote");
    assertThat(diagnosis.why()).contains("dev.innerloop.nobody");
  }

  private static void others() {
    begin(Trial.deployment("choosy", pod -> pod.setNodeSelector(Map.of("disk", "made-of-gold"))));
    begin(
        Trial.deployment(
            "huge",
            pod -> first(pod).getResources().setRequests(Map.of("cpu", new Quantity("1000")))));
    begin(Trial.deployment("privileged", pod -> pod.setHostNetwork(true)));
    begin(Trial.statefulSet("privilegedset", pod -> pod.setHostNetwork(true)));
    begin(Trial.job("privilegedjob", pod -> pod.setHostNetwork(true)));
    begin(Trial.deployment("nobodys", pod -> pod.setServiceAccountName("robot")));
    begin(Trial.job("failing", NO_EDIT, "crash"));
    Deployment paused = Trial.deployment("paused", NO_EDIT);
    paused.getSpec().setPaused(true);
    begin(paused);
  }

  /** A node that has no kubelet, and accepts only pods that name it. */
  private static void onANodeThatIsGone() {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(goneNode)
            .endMetadata()
            .withNewSpec()
            .withUnschedulable(true)
            .endSpec()
            .build();
    namespace.client.resource(node).create();
    begin(Trial.deployment("lost", pod -> pod.setNodeName(goneNode)));
  }

  @Test
  void diagnosesANodeThatIsNotReady() {
    Diagnosis diagnosis = of("lost", Cause.NODE);
    assertThat(diagnosis.what())
        .matches("Node " + goneNode + ", on which pod lost-\\S+ is to run, is not ready");
    assertThat(diagnosis.why()).isEqualTo("it has no condition Ready");
    assertThat(diagnosis.where().toString()).isEqualTo("Node " + goneNode + ", condition Ready");
  }

  @Test
  void reportsTheSchedulersMessage() {
    assertThat(of("choosy", Cause.UNSCHEDULABLE).remedy())
        .startsWith("No node has the labels that nodeSelector or nodeAffinity require");
    Diagnosis diagnosis = of("huge", Cause.UNSCHEDULABLE);
    assertThat(diagnosis.what()).matches("No node can run pod huge-\\S+");
    assertThat(diagnosis.why()).contains("Insufficient cpu");
  }

  @Test
  void explainsADenialByPodSecurityWhereverItIsReported() {
    Diagnosis diagnosis = of("privileged", Cause.POD_SECURITY);
    assertThat(diagnosis.what()).isEqualTo("The cluster refuses to create pods");
    assertThat(diagnosis.why())
        .contains("violates PodSecurity \"restricted")
        .contains("host namespaces");
    assertThat(diagnosis.where().toString())
        .matches("ReplicaSet privileged-\\S+, condition ReplicaFailure");
    assertThat(of("privilegedset", Cause.POD_SECURITY).where().toString())
        .isEqualTo("StatefulSet privilegedset, event FailedCreate");
    assertThat(of("privilegedjob", Cause.POD_SECURITY).where().toString())
        .isEqualTo("Job privilegedjob, event FailedCreate");
  }

  @Test
  void diagnosesAMissingServiceAccount() {
    Diagnosis diagnosis = of("nobodys", Cause.MISSING);
    assertThat(diagnosis.why()).contains("serviceaccount \"robot\" not found");
    assertThat(diagnosis.remedy()).startsWith("Create the ServiceAccount");
  }

  @Test
  void showsTheLastLinesOfAFailedJob() {
    Diagnosis diagnosis = of("failing", Cause.JOB_FAILED);
    assertThat(diagnosis.what()).isEqualTo("Job failing failed, the last time with exit code 3");
    assertThat(diagnosis.log()).containsExactly("started crash", "no database at db:5432");
  }

  @Test
  void diagnosesAPausedDeployment() {
    assertThat(of("paused", Cause.PAUSED).remedy())
        .isEqualTo("Resume it: kubectl rollout resume deployment/paused");
  }

  @Test
  void aStatefulSetBlockedByAPodOfThePreviousRevisionIsDiagnosed() {
    StatefulSet broken = Trial.statefulSet("stuck", image("localhost:5000/no/such:image"));
    assertThat(Trial.of(namespace, broken).diagnosis().cause()).isEqualTo(Cause.IMAGE_PULL);

    Diagnosis diagnosis = Trial.of(namespace, Trial.statefulSet("stuck", NO_EDIT)).diagnosis();

    assertThat(diagnosis.cause()).isEqualTo(Cause.BLOCKED);
    assertThat(diagnosis.what())
        .isEqualTo(
            "StatefulSet stuck does not replace any pod before stuck-0, of the previous revision,"
                + " is ready");
    assertThat(diagnosis.remedy()).endsWith("kubectl delete pod stuck-0");
  }

  /**
   * Without it, a pod without readiness probe counts as available as soon as it runs; a busy node
   * takes its time to kill it.
   */
  private static void begin(HasMetadata... resources) {
    if (resources[resources.length - 1] instanceof Deployment deployment) {
      boolean patient = deployment.getSpec().getProgressDeadlineSeconds() == null;
      deployment.getSpec().setMinReadySeconds(patient ? 300 : 30);
    }
    TRIALS.put(
        resources[resources.length - 1].getMetadata().getName(), Trial.of(namespace, resources));
  }

  private static Trial trial(String name) {
    return TRIALS.get(name);
  }

  private static Diagnosis of(String name, Cause cause) {
    Diagnosis diagnosis = trial(name).diagnosis();
    assertThat(diagnosis.cause()).as(diagnosis.toString()).isEqualTo(cause);
    return diagnosis;
  }

  private static Container first(PodSpec pod) {
    return pod.getContainers().get(0);
  }

  private static Consumer<PodSpec> image(String image) {
    return pod -> first(pod).setImage(image);
  }

  private static Consumer<PodSpec> env(String source, String name, String key) {
    EnvVarBuilder variable = new EnvVarBuilder().withName("VALUE");
    return pod ->
        first(pod)
            .setEnv(
                List.of(
                    source.equals("secret")
                        ? variable
                            .withNewValueFrom()
                            .withNewSecretKeyRef(key, name, false)
                            .endValueFrom()
                            .build()
                        : variable
                            .withNewValueFrom()
                            .withNewConfigMapKeyRef(key, name, false)
                            .endValueFrom()
                            .build()));
  }

  private static Probe get(String path) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(PodProgram.PORT))
        .endHttpGet()
        .withPeriodSeconds(1)
        .withFailureThreshold(8)
        .build();
  }

  private static Deployment deadline(Deployment deployment) {
    deployment.getSpec().setProgressDeadlineSeconds(40);
    return deployment;
  }

  private static Consumer<PodSpec> mount(String claim) {
    return mount(
        new VolumeBuilder()
            .withName("data")
            .withNewPersistentVolumeClaim()
            .withClaimName(claim)
            .endPersistentVolumeClaim()
            .build());
  }

  /** The kubelet does not wait for a volume that no container mounts. */
  private static Consumer<PodSpec> mount(Volume volume) {
    return pod -> {
      pod.getVolumes().add(volume);
      first(pod)
          .getVolumeMounts()
          .add(
              new VolumeMountBuilder()
                  .withName(volume.getName())
                  .withMountPath("/mnt/" + volume.getName())
                  .build());
    };
  }

  private static PersistentVolumeClaim claim(String name, String storageClass) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storageClass)
        .withNewResources()
        .addToRequests("storage", new Quantity("1Mi"))
        .endResources()
        .endSpec()
        .build();
  }
}
