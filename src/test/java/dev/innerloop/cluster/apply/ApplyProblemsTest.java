package dev.innerloop.cluster.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplyProblemsTest {

  @RegisterExtension final FakeApi api = new FakeApi();

  private final NamespaceClient namespace =
      new NamespaceClient(api.client, new ApiErrors("kind", "anna", "https://localhost"), "dev");
  private final ApplyProblems refusals = new ApplyProblems(namespace, new TenantLimits(namespace));

  @Test
  void namesEachManagerOnceAndEachFieldWithBothValues() {
    Problem problem =
        refusals.problem(
            configMap("1", "x"),
            configMap("2", "y"),
            answer(
                409,
                "Apply failed with 2 conflicts",
                new StatusCause(".data.a", "conflict with \"kubectl\" using v1", CONFLICT),
                new StatusCause(".data.b", "conflict with \"kubectl\" using v1", CONFLICT)));

    assertThat(problem)
        .hasMessage(
            "ConfigMap shop was not changed, because other field managers own fields that would"
                + " change:\n"
                + "  data.a: kubectl set 2, the project says 1\n"
                + "  data.b: kubectl set y, the project says x");
    assertThat(problem.remedy()).startsWith("If the values of kubectl are right, ");
  }

  @Test
  void reportsTheFieldsOfAnImmutableConfigMapThatWouldChange() {
    KubernetesClientException refused =
        answer(
            422,
            "ConfigMap \"shop\" is invalid",
            new StatusCause(
                "data",
                "Forbidden: field is immutable when `immutable` is set",
                "FieldValueForbidden"));

    assertThat(ApplyProblems.isOfFixedFields(refused)).isTrue();
    assertThat(refusals.problem(configMap("1", "x"), configMap("1", "y"), refused))
        .hasMessage(
            "ConfigMap shop cannot be changed to the project's configuration; these fields are"
                + " immutable:\n"
                + "  data.b: is y, the project says x");
  }

  @Test
  void leavesOtherErrorsToTheServersMessage() {
    KubernetesClientException refused =
        answer(
            422,
            "ConfigMap \"shop\" is invalid: data: Too long",
            new StatusCause("data", "field is immutable", "FieldValueInvalid"),
            new StatusCause("data", "Too long", "FieldValueTooLong"));

    assertThat(ApplyProblems.isOfFixedFields(refused)).isFalse();
    assertThat(refusals.problem(configMap("1", "x"), configMap("1", "y"), refused))
        .hasMessage(
            "The API server did not apply ConfigMap shop: ConfigMap \"shop\" is invalid: data: Too"
                + " long");
  }

  @Test
  void explainsAStorageClassWithoutExpansion() {
    KubernetesClientException refused =
        answer(
            403,
            "persistentvolumeclaims \"shop\" is forbidden: only dynamically provisioned pvc can be"
                + " resized and the storageclass that provisions the pvc must support resize");

    assertThat(refusals.problem(claim("2Gi"), claim("1Gi"), refused))
        .hasMessage(
            "PersistentVolumeClaim shop cannot be changed to the project's configuration; these"
                + " fields are immutable:\n"
                + "  spec.resources.requests.storage: is 1Gi, the project says 2Gi");
  }

  private static final String CONFLICT = "FieldManagerConflict";

  private static HasMetadata configMap(String a, String b) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("shop")
        .endMetadata()
        .addToData("a", a)
        .addToData("b", b)
        .build();
  }

  private static HasMetadata claim(String size) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("shop")
        .endMetadata()
        .withNewSpec()
        .withNewResources()
        .addToRequests("storage", new Quantity(size))
        .endResources()
        .endSpec()
        .build();
  }

  private static KubernetesClientException answer(int code, String message, StatusCause... causes) {
    return new KubernetesClientException(
        message,
        code,
        new StatusBuilder()
            .withCode(code)
            .withMessage(message)
            .withNewDetails()
            .withCauses(List.of(causes))
            .endDetails()
            .build());
  }
}
