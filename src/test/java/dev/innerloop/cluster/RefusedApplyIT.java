package dev.innerloop.cluster;

import static dev.innerloop.cluster.SampleResources.claim;
import static dev.innerloop.cluster.SampleResources.configMap;
import static dev.innerloop.cluster.SampleResources.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rejections by a real API server, their messages, and what is changed nevertheless. */
@OnCluster(ours = true)
class RefusedApplyIT {

  private static final String NOTHING = "\nNothing was changed on the cluster.";
  private static final String RECREATE =
      "Restore the former values, or have it deleted and recreated, which stops its running pods:"
          + " -Ddev.recreate=true";

  private static TestNamespace namespace;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  @Test
  void masksSecretsInAConflict() {
    Workload app = namespace.workload("masked");
    Applied.to(app, secret("masked", "masked-s", "ours-1"));
    namespace
        .client
        .secrets()
        .inNamespace(namespace.name)
        .withName("masked-s")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("vault")
                .build(),
            "{\"data\":{\"key\":\"" + base64("theirs") + "\"}}");

    Problem problem = refused(() -> Applied.to(app, secret("masked", "masked-s", "ours-2")));

    assertThat(problem)
        .hasMessage(
            "Secret masked-s was not changed, because other field managers own fields that would"
                + " change:\n"
                + "  data.key: vault set a hidden value, the project says a hidden value"
                + NOTHING);
    assertThat(problem.remedy())
        .isEqualTo(
            "If the values of vault are right, copy them to the project, in a fragment or in the"
                + " POM; if the project is right, let vault give up the fields; or use a namespace"
                + " of your own: -Ddev.namespace=NAME");
  }

  @Test
  void explainsASelectorAndRecreatesTheDeployment() {
    Workload app = namespace.workload("selected");
    Applied.to(app, deployment("selected", "a"));
    String before = uid(deployment("selected", "a"));

    Problem problem = refused(() -> Applied.to(app, deployment("selected", "b")));
    assertThat(problem)
        .hasMessage(
            "Deployment selected cannot be changed to the project's configuration; these fields are"
                + " immutable:\n"
                + "  spec.selector.matchLabels.tier: is a, the project says b"
                + NOTHING);
    assertThat(problem.remedy()).isEqualTo(RECREATE);

    Applied told = Applied.to(app, true, deployment("selected", "b"));
    assertThat(told.outcomes).containsExactly("Deployment selected RECREATED");
    assertThat(told.words).containsExactly("Deleting Deployment selected to recreate it.");
    assertThat(uid(deployment("selected", "b"))).isNotEqualTo(before);
  }

  @Test
  void explainsAJobsTemplateAndAStatefulSetsFields() {
    Workload app = namespace.workload("fixed");
    Applied.to(app, job("x:1"), statefulSet("a"));

    assertThat(refused(() -> Applied.to(app, job("x:2"), statefulSet("b"))))
        .hasMessage(
            "StatefulSet fixed cannot be changed to the project's configuration; these fields are"
                + " immutable:\n"
                + "  spec.serviceName: is a, the project says b\n"
                + "Job fixed cannot be changed to the project's configuration; these fields are"
                + " immutable:\n"
                + "  spec.template.spec.containers[0].image: is x:1, the project says x:2"
                + NOTHING);
    assertThat(Applied.to(app, true, job("x:2"), statefulSet("b")).outcomes)
        .containsExactly("StatefulSet fixed RECREATED", "Job fixed RECREATED");
  }

  @Test
  void explainsTheAddressOfAService() {
    Workload app = namespace.workload("addressed");
    Applied.to(app, service("addressed", null));

    assertThat(refused(() -> Applied.to(app, service("addressed", "None"))).getMessage())
        .startsWith(
            "Service addressed cannot be changed to the project's configuration; these fields are"
                + " immutable:\n")
        .contains("the project says None")
        .endsWith(NOTHING);
    assertThat(Applied.to(app, true, service("addressed", "None")).outcomes)
        .containsExactly("Service addressed RECREATED");
  }

  @Test
  void neverRecreatesAVolume() {
    Workload app = namespace.workload("claimed");
    Applied.to(app, claim("claimed", "claimed-p", "2Mi"));

    Problem problem = refused(() -> Applied.to(app, true, claim("claimed", "claimed-p", "1Mi")));

    assertThat(problem)
        .hasMessage(
            "PersistentVolumeClaim claimed-p cannot be changed to the project's configuration;"
                + " these fields are immutable:\n"
                + "  spec.resources.requests.storage: is 2Mi, the project says 1Mi"
                + NOTHING);
    assertThat(problem.remedy())
        .isEqualTo(
            "A PersistentVolumeClaim keeps its class and access modes, its size can only grow, and"
                + " it is never recreated, because its data would be lost. Restore its former"
                + " values, or rename the new claim. To give up the data: kubectl delete pvc"
                + " claimed-p --namespace="
                + namespace.name);
  }

  @Test
  void changesNothingIfAPermissionForOneOfFiveIsMissing() throws Exception {
    try (Cluster limited =
        LimitedUser.of(namespace, "four")
            .may("configmaps", "get", "list", "create", "patch")
            .may("secrets", "get", "list")
            .connect()) {
      Problem problem =
          refused(
              () ->
                  Applied.to(
                      limited.workload(namespace.name, "four"),
                      configMap("four", "four-a", "a"),
                      configMap("four", "four-b", "b"),
                      configMap("four", "four-c", "c"),
                      configMap("four", "four-d", "d"),
                      secret("four", "four-e", "e")));

      assertThat(problem)
          .hasMessage(
              "The API server refused to apply Secret four-e (403 Forbidden): secrets \"four-e\" is"
                  + " forbidden: User \"system:serviceaccount:"
                  + namespace.name
                  + ":four\" cannot patch resource \"secrets\" in API group \"\" in the namespace"
                  + " \""
                  + namespace.name
                  + "\""
                  + NOTHING);
      assertThat(
              namespace
                  .client
                  .configMaps()
                  .inNamespace(namespace.name)
                  .withLabels(Labels.ofAllOf("four"))
                  .list()
                  .getItems())
          .isEmpty();
    }
  }

  @Test
  void reportsWhatWasAppliedIfItFailsHalfway() {
    String policy = namespace.name + "-halfway";
    try {
      denyUnlessDryRun(policy, "halfway-b");
      Problem problem =
          refused(
              () ->
                  Applied.to(
                      namespace.workload("halfway"),
                      configMap("halfway", "halfway-a", "a"),
                      configMap("halfway", "halfway-b", "b"),
                      configMap("halfway", "halfway-c", "c")));

      assertThat(problem.getMessage())
          .startsWith("The API server did not apply ConfigMap halfway-b: ")
          .contains("no halfway-b here")
          .endsWith(
              "\nUp to date: ConfigMap halfway-a."
                  + "\nNot applied: ConfigMap halfway-b, ConfigMap halfway-c.");
    } finally {
      namespace
          .client
          .admissionRegistration()
          .v1()
          .validatingAdmissionPolicyBindings()
          .withName(policy)
          .delete();
      namespace
          .client
          .admissionRegistration()
          .v1()
          .validatingAdmissionPolicies()
          .withName(policy)
          .delete();
    }
  }

  @Test
  void reportsInvalidFieldsOneByOne() {
    Service service = service("wrong", null);
    service.getSpec().getPorts().get(0).setPort(70_000);

    assertThat(
            namespace
                .cluster
                .objects(namespace.name)
                .refusals(new Resources(List.of(service, configMap("wrong", "fine", "a")))))
        .containsExactly(
            new ClusterObjects.Refusal(
                "Service",
                "wrong",
                "spec.ports[0].port",
                "Invalid value: 70000: must be between 1 and 65535, inclusive"));
  }

  private static void denyUnlessDryRun(String policy, String configMap) {
    namespace
        .client
        .resource(
            new ValidatingAdmissionPolicyBuilder()
                .withNewMetadata()
                .withName(policy)
                .endMetadata()
                .withNewSpec()
                .withNewMatchConstraints()
                .addNewResourceRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withOperations("CREATE")
                .withResources("configmaps")
                .endResourceRule()
                .endMatchConstraints()
                .addNewValidation()
                .withExpression("request.dryRun || object.metadata.name != '" + configMap + "'")
                .withMessage("no " + configMap + " here")
                .endValidation()
                .endSpec()
                .build())
        .create();
    namespace
        .client
        .resource(
            new ValidatingAdmissionPolicyBindingBuilder()
                .withNewMetadata()
                .withName(policy)
                .endMetadata()
                .withNewSpec()
                .withPolicyName(policy)
                .withValidationActions("Deny")
                .withNewMatchResources()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", namespace.name)
                .endNamespaceSelector()
                .endMatchResources()
                .endSpec()
                .build())
        .create();
    TestNamespace.await("the policy to be in force", () -> isDenied(configMap));
  }

  private static boolean isDenied(String name) {
    try {
      HasMetadata probe = configMap("probe", name, "a");
      namespace.client.resource(probe).inNamespace(namespace.name).create();
      namespace.client.resource(probe).inNamespace(namespace.name).delete();
      return false;
    } catch (io.fabric8.kubernetes.client.KubernetesClientException e) {
      return true;
    }
  }

  private static Deployment deployment(String app, String tier) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(app)
        .withLabels(Labels.ofAllOf(app))
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withNewSelector()
        .addToMatchLabels("tier", tier)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("tier", tier)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage("x:1")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static StatefulSet statefulSet(String service) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("fixed")
        .withLabels(Labels.ofAllOf("fixed"))
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withServiceName(service)
        .withNewSelector()
        .addToMatchLabels("app", "fixed")
        .endSelector()
        .withTemplate(deployment("fixed", "a").getSpec().getTemplate())
        .editTemplate()
        .editMetadata()
        .addToLabels("app", "fixed")
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Job job(String image) {
    return new JobBuilder()
        .withNewMetadata()
        .withName("fixed")
        .withLabels(Labels.ofAllOf("fixed"))
        .endMetadata()
        .withNewSpec()
        .withSuspend(true)
        .withNewTemplate()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("app")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Service service(String app, @org.jspecify.annotations.Nullable String clusterIp) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(app)
        .withLabels(Labels.ofAllOf(app))
        .endMetadata()
        .withNewSpec()
        .withClusterIP(clusterIp)
        .addToSelector("app", app)
        .addNewPort()
        .withPort(80)
        .withTargetPort(new IntOrString(8080))
        .endPort()
        .endSpec()
        .build();
  }

  private static String uid(HasMetadata resource) {
    return namespace
        .client
        .resource(resource)
        .inNamespace(namespace.name)
        .get()
        .getMetadata()
        .getUid();
  }

  private static Problem refused(Runnable applying) {
    return catchThrowableOfType(Problem.class, applying::run);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
