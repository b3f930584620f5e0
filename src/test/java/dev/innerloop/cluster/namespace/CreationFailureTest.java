package dev.innerloop.cluster.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.api.Identity;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The messages are those of the operators and the API server. */
class CreationFailureTest {

  private static final Identity ANNA = new Identity("anna", Set.of());

  @Test
  void theMultiTenantOperatorsWebhookRequiresATenant() {
    Problem problem =
        refusal(
            Tenancy.MTO,
            403,
            "admission webhook \"vnamespace.kb.io\" denied the request: Cannot CREATE namespace"
                + " shop without label stakater.com/tenant. User: anna");

    assertThat(problem)
        .hasMessage(
            "The cluster does not allow the namespace shop: Cannot CREATE namespace shop without"
                + " label stakater.com/tenant. User: anna");
    assertThat(problem.remedy())
        .isEqualTo(
            "Set the tenant that it should belong to: -Ddev.tenant=NAME\n"
                + "or use an existing namespace of yours: -Ddev.namespace=NAME");
  }

  @Test
  void capsulesWebhookLimitsTheNumberOfNamespaces() {
    assertThat(
            refusal(
                    Tenancy.CAPSULE,
                    403,
                    "admission webhook \"namespaces.validating.projectcapsule.dev\" denied the"
                        + " request: Cannot exceed Namespace quota: please, reach out to the system"
                        + " administrators")
                .remedy())
        .endsWith("or delete one that you do not need any more: kubectl delete namespace NAME");
  }

  @Test
  void openShiftsMessageIsShownUnchanged() {
    assertThat(refusal(Tenancy.OPENSHIFT, 403, "You may not request a new project via this API."))
        .hasMessage(
            "The cluster does not allow the namespace shop: You may not request a new project via"
                + " this API.");
  }

  @Test
  void aWebhookThatDoesNotAnswerIsNoDenial() {
    Problem problem =
        refusal(
            Tenancy.MTO,
            500,
            "Internal error occurred: failed calling webhook \"vnamespace.kb.io\": failed to call"
                + " webhook: Post \"https://x.y.svc:443/v\": no endpoints available");

    assertThat(problem)
        .hasMessageStartingWith(
            "Namespaces cannot be created now, because the admission webhook vnamespace.kb.io does"
                + " not answer: ");
    assertThat(problem.remedy()).startsWith("Ask a cluster administrator to repair it;");
  }

  @Test
  void anInvalidNameIsReported() {
    assertThat(
            refusal(
                    Tenancy.KUBERNETES,
                    422,
                    "Namespace \"Shop\" is invalid: metadata.name: Invalid value: \"Shop\"")
                .remedy())
        .isEqualTo("Use letters, digits and hyphens: -Ddev.namespace=NAME");
  }

  private static Problem refusal(Tenancy tenancy, int code, String words) {
    return new CreationFailure("shop", tenancy, Optional.empty(), Optional.of(ANNA))
        .of(
            new KubernetesClientException(
                words, code, new StatusBuilder().withCode(code).withMessage(words).build()))
        .orElseThrow();
  }
}
