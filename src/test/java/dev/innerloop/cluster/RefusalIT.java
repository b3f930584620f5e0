package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies of a cluster that reject pods, and their diagnosis. */
@OnCluster(ours = true)
class RefusalIT {

  private static final String SCC =
      "unable to validate against any security context constraint: [provider restricted-v2:"
          + " .spec.securityContext.fsGroup: Invalid value: []int64{1000}: 1000 is not an allowed"
          + " group]";

  private static TestNamespace limited;
  private static TestNamespace ranged;
  private static TestNamespace ruled;
  private static List<HasMetadata> rules;

  private static Trial much;
  private static Trial muchOfASet;
  private static Trial unsaid;
  private static Trial large;
  private static Trial constrained;
  private static Trial teamless;
  private static Trial hooked;

  @BeforeAll
  static void refuse() {
    limited = TestNamespace.create();
    ranged = TestNamespace.create();
    ruled = TestNamespace.create();
    rules = rules(ruled.name);
    rules.forEach(rule -> ruled.client.resource(rule).create());
    for (TestNamespace each : List.of(limited, ranged, ruled)) {
      each.client.resource(Trial.program()).inNamespace(each.name).create();
    }
    limited
        .client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("little")
                .endMetadata()
                .withNewSpec()
                .addToHard("requests.memory", new Quantity("100Mi"))
                .endSpec()
                .build())
        .inNamespace(limited.name)
        .create();
    ranged
        .client
        .resource(
            new LimitRangeBuilder()
                .withNewMetadata()
                .withName("small")
                .endMetadata()
                .withNewSpec()
                .addNewLimit()
                .withType("Container")
                .addToMax("memory", new Quantity("50Mi"))
                .endLimit()
                .endSpec()
                .build())
        .inNamespace(ranged.name)
        .create();
    TestNamespace.await("the quota", RefusalIT::quotaCounts);

    much = Trial.of(limited, Trial.deployment("much", memory("200Mi")));
    muchOfASet = Trial.of(limited, Trial.statefulSet("set", memory("200Mi")));
    unsaid =
        Trial.of(
            limited,
            Trial.deployment(
                "unsaid",
                pod -> pod.getContainers().get(0).setResources(new ResourceRequirements())));
    large = Trial.of(ranged, Trial.deployment("large", memory("100Mi")));
    TestNamespace.await(
        "the rules", () -> List.of("scc", "team", "hook").stream().allMatch(RefusalIT::isRefused));
    constrained = Trial.of(ruled, Trial.deployment("scc", pod -> {}));
    teamless = Trial.of(ruled, Trial.job("team", pod -> {}));
    hooked = Trial.of(ruled, Trial.deployment("hook", pod -> {}));
  }

  @AfterAll
  static void delete() {
    rules.forEach(rule -> ruled.client.resource(rule).delete());
    limited.close();
    ranged.close();
    ruled.close();
  }

  @Test
  void explainsAnExceededQuota() {
    Diagnosis diagnosis = of(much, Cause.QUOTA);
    assertThat(diagnosis.what()).isEqualTo("The cluster refuses to create pods");
    assertThat(diagnosis.why())
        .contains("exceeded quota: little, requested: requests.memory=200Mi");
    assertThat(diagnosis.remedy()).startsWith("Run fewer replicas (-Ddev.replicas=1)");
    assertThat(of(muchOfASet, Cause.QUOTA).where().toString())
        .isEqualTo("StatefulSet set, event FailedCreate");
  }

  @Test
  void diagnosesAQuotaThatRequiresAValue() {
    Diagnosis diagnosis = of(unsaid, Cause.QUOTA);
    assertThat(diagnosis.why()).contains("must specify requests.memory");
    assertThat(diagnosis.remedy())
        .startsWith("The quota of the namespace requires these to be set");
  }

  @Test
  void explainsALimitRange() {
    Diagnosis diagnosis = of(large, Cause.LIMIT_RANGE);
    assertThat(diagnosis.why())
        .contains("maximum memory usage per Container is 50Mi, but limit is 100Mi");
    assertThat(diagnosis.remedy()).startsWith("Stay within the LimitRange of the namespace");
  }

  @Test
  void explainsASecurityContextConstraintByItsMessage() {
    Diagnosis diagnosis = of(constrained, Cause.SECURITY_CONTEXT_CONSTRAINT);
    assertThat(diagnosis.why()).endsWith(SCC);
    assertThat(diagnosis.remedy()).contains("OpenShift chooses user and group itself");
  }

  @Test
  void explainsAPolicyOfTheCluster() {
    Diagnosis diagnosis = of(teamless, Cause.ADMISSION);
    assertThat(diagnosis.why()).endsWith("denied request: every pod needs the label team");
    assertThat(diagnosis.where().toString()).isEqualTo("Job team, event FailedCreate");
    assertThat(diagnosis.remedy()).startsWith("This is a policy of the cluster");
  }

  @Test
  void diagnosesAWebhookThatDoesNotAnswer() {
    Diagnosis diagnosis = of(hooked, Cause.ADMISSION);
    assertThat(diagnosis.why()).contains("failed calling webhook \"nobody.innerloop.dev\"");
    assertThat(diagnosis.remedy()).startsWith("An admission webhook for pods does not answer");
  }

  private static Diagnosis of(Trial trial, Cause cause) {
    Diagnosis diagnosis = trial.diagnosis();
    assertThat(diagnosis.cause()).as(diagnosis.toString()).isEqualTo(cause);
    return diagnosis;
  }

  private static Consumer<PodSpec> memory(String amount) {
    return pod ->
        pod.getContainers()
            .get(0)
            .setResources(
                new ResourceRequirementsBuilder()
                    .withRequests(
                        Map.of("memory", new Quantity(amount), "cpu", new Quantity("10m")))
                    .withLimits(Map.of("memory", new Quantity(amount)))
                    .build());
  }

  private static boolean quotaCounts() {
    var quota = limited.client.resourceQuotas().inNamespace(limited.name).withName("little").get();
    return quota.getStatus() != null && !quota.getStatus().getHard().isEmpty();
  }

  /** Policies take effect a moment after their creation. */
  private static boolean isRefused(String app) {
    try {
      ruled.client.resource(Trial.pod(app)).inNamespace(ruled.name).dryRun().create();
      return false;
    } catch (KubernetesClientException e) {
      return e.getCode() != 409;
    }
  }

  private static List<HasMetadata> rules(String namespace) {
    KubernetesSerialization yaml = new KubernetesSerialization();
    return List.of(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: NAME}
            spec:
              matchConstraints:
                resourceRules:
                - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
              validations:
              - expression: "object.metadata.labels['app.kubernetes.io/name'] != 'scc'"
                message: "SCC"
              - expression: "object.metadata.labels['app.kubernetes.io/name'] != 'team'"
                message: every pod needs the label team
            """,
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: NAME}
            spec:
              policyName: NAME
              validationActions: [Deny]
              matchResources:
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
            """,
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: NAME}
            webhooks:
            - name: nobody.innerloop.dev
              admissionReviewVersions: [v1]
              sideEffects: None
              timeoutSeconds: 1
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
              objectSelector: {matchLabels: {app.kubernetes.io/name: hook}}
              clientConfig: {url: "https://127.0.0.1:1/"}
              rules:
              - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
            """)
        .stream()
        .map(text -> text.replace("NAME", namespace).replace("SCC", SCC))
        .map(text -> (HasMetadata) yaml.unmarshal(text))
        .toList();
  }
}
