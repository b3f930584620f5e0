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

/** The words are those that the operators and the API server use. */
class CreationRefusalTest {

  private static final Identity ANNA = new Identity("anna", Set.of());

  @Test
  void webhookOfTheMultiTenantOperatorAsksForATenant() {
    Problem problem =
        refusal(
            Tenancy.MTO,
            403,
            "admission webhook \"vnamespace.kb.io\" denied the request: Cannot CREATE namespace"
                + " shop without label stakater.com/tenant. User: anna");

    assertThat(problem)
        .hasMessage(
            "The cluster refuses the namespace shop: Cannot CREATE namespace shop without label"
                + " stakater.com/tenant. User: anna");
    assertThat(problem.remedy())
        .isEqualTo(
            "Name the tenant that it is to belong to: -Ddev.tenant=NAME\n"
                + "or use a namespace that you have: -Ddev.namespace=NAME");
  }

  @Test
  void webhookOfCapsuleCountsNamespaces() {
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
  void openShiftsOwnWordsAreSaidAsTheyAre() {
    assertThat(refusal(Tenancy.OPENSHIFT, 403, "You may not request a new project via this API."))
        .hasMessage(
            "The cluster refuses the namespace shop: You may not request a new project via this"
                + " API.");
  }

  @Test
  void webhookThatDoesNotAnswerIsNoRefusal() {
    Problem problem =
        refusal(
            Tenancy.MTO,
            500,
            "Internal error occurred: failed calling webhook \"vnamespace.kb.io\": failed to call"
                + " webhook: Post \"https://x.y.svc:443/v\": no endpoints available");

    assertThat(problem)
        .hasMessageStartingWith(
            "The cluster cannot make namespaces now, since its admission webhook vnamespace.kb.io"
                + " does not answer: ");
    assertThat(problem.remedy()).startsWith("Whoever runs the cluster has to look after it;");
  }

  @Test
  void nameThatIsNoneIsTold() {
    assertThat(
            refusal(
                    Tenancy.KUBERNETES,
                    422,
                    "Namespace \"Shop\" is invalid: metadata.name: Invalid value: \"Shop\"")
                .remedy())
        .isEqualTo("Use letters, digits and hyphens: -Ddev.namespace=NAME");
  }

  private static Problem refusal(Tenancy tenancy, int code, String words) {
    return new CreationRefusal("shop", tenancy, Optional.empty(), Optional.of(ANNA))
        .of(
            new KubernetesClientException(
                words, code, new StatusBuilder().withCode(code).withMessage(words).build()))
        .orElseThrow();
  }
}
