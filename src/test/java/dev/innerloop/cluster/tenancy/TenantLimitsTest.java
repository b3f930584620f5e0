package dev.innerloop.cluster.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Denials with the messages of operators. */
class TenantLimitsTest {

  private static final HasMetadata INGRESS =
      resource(
          """
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: shop}
          spec: {rules: [{host: shop.example.com}, {host: www.example.com}]}
          """);
  private static final HasMetadata DEPLOYMENT =
      resource(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: shop}
          spec:
            template:
              metadata: {labels: {app: shop}}
              spec:
                containers: [{name: shop, image: quay.io/shop:1}, {name: log, image: busybox}]
          """);
  private static final HasMetadata CLAIM =
      resource(
          """
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: data}
          spec: {storageClassName: fast}
          """);

  @RegisterExtension final FakeApi api = new FakeApi();

  private final TenantLimits limits =
      new TenantLimits(new NamespaceClient(api.client, api.errors, "team"));

  @Test
  void reportsFieldValueTenantAndAllowedValues() {
    capsule(
        """
        {"ingressOptions":{"allowedHostnames":{"allowed":["shop.solar.org"],"allowedRegex":"^.*solar$"}},
         "rules":[{"enforce":{"action":"allow","ingress":{"hostnames":[{"exact":["sun.org"]}]}}},
                  {"enforce":{"action":"deny","ingress":{"hostnames":[{"exact":["moon.org"]}]}}}]}
        """);

    Problem problem =
        explained(
                INGRESS,
                webhook("Hostnames [www.example.com] are not valid for the current Tenant"))
            .get();

    assertThat(problem)
        .hasMessage(
            "Ingress shop: tenant solar of Capsule does not allow host www.example.com"
                + " (spec.rules[1].host). Allowed: shop.solar.org, sun.org, values matching"
                + " ^.*solar$. The cluster says: Hostnames [www.example.com] are not valid for the"
                + " current Tenant");
    assertThat(problem.remedy())
        .isEqualTo(
            "Use an allowed host: -Ddev.host=HOST, or in src/main/kubernetes. Or ask a cluster"
                + " administrator to allow it for tenant solar of Capsule.");
  }

  @Test
  void showsTheDenialsMessageIfTheTenantMayNotBeRead() {
    capsule("{}");
    api.refuse("GET /apis/capsule.clastix.io/v1beta2/tenants/solar", 403, "tenants is forbidden");

    assertThat(
            explained(
                CLAIM, webhook("Storage Class fast is forbidden for the current Tenant use slow")))
        .get()
        .extracting(Problem::getMessage)
        .isEqualTo(
            "PersistentVolumeClaim data: tenant solar of Capsule does not allow storage class fast"
                + " (spec.storageClassName). The cluster says: Storage Class fast is forbidden for"
                + " the current Tenant use slow");
  }

  @Test
  void namesTheWebhookIfNamespacesMayNotBeRead() {
    api.refuse("GET /api/v1/namespaces/team", 403, "namespaces is forbidden");

    assertThat(explained(CLAIM, webhook("storageClass fast is not allowed")))
        .get()
        .extracting(Problem::getMessage)
        .asString()
        .startsWith(
            "PersistentVolumeClaim data: webhook pods.tenants.example.com does not allow storage"
                + " class fast (spec.storageClassName). The cluster says: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Container image quay.io/shop:1 registry is forbidden for the current Tenant | image quay.io/shop:1 (spec.template.spec.containers[0].image)
          containers[0] reference "quay.io/shop:1" is denied by registry rule "x"     | image quay.io/shop:1 (spec.template.spec.containers[0].image)
          the registry quay.io is not allowed                                         | image quay.io/shop:1 (spec.template.spec.containers[0].image)
          image docker.io/library/busybox:latest: registry is not allowed             | image busybox (spec.template.spec.containers[1].image)
          service account default is denied for the tenant                            | service account default (spec.template.spec.serviceAccountName)
          this image registry is not allowed                                          | image quay.io/shop:1 (spec.template.spec.containers[0].image), image busybox (spec.template.spec.containers[1].image)
          """)
  void findsTheFieldThatADenialIsAbout(String words, String fields) {
    assertThat(explained(DEPLOYMENT, webhook(words)))
        .get()
        .extracting(Problem::getMessage)
        .asString()
        .startsWith(
            "Deployment shop: webhook pods.tenants.example.com does not allow " + fields + ". ");
  }

  @Test
  void ignoresDenialsThatConcernNoLimit() {
    assertThat(explained(DEPLOYMENT, webhook("needs a cost-center label"))).isEmpty();
    assertThat(explained(INGRESS, webhook("Ingresses want a class"))).isEmpty();
    assertThat(
            explained(
                INGRESS,
                "ingresses is forbidden: User \"anna\" cannot create resource \"ingresses\" for"
                    + " host www.example.com"))
        .isEmpty();
  }

  @Test
  void deniedAccountsOfMtoAreNamed() {
    tenant(
        "stakater.com/tenant",
        "bluesky",
        "tenantoperator.stakater.com",
        "v1beta3",
        "{\"serviceAccounts\":{\"denied\":[\"builder\",\"default\"]}}");

    assertThat(explained(DEPLOYMENT, webhook("service account default is denied")))
        .get()
        .extracting(Problem::getMessage)
        .asString()
        .startsWith(
            "Deployment shop: tenant bluesky of the Multi Tenant Operator does not allow service"
                + " account default (spec.template.spec.serviceAccountName). Denied: builder,"
                + " default. The cluster says: ");
  }

  private void capsule(String spec) {
    tenant("capsule.clastix.io/tenant", "solar", "capsule.clastix.io", "v1beta2", spec);
  }

  private void tenant(String label, String name, String group, String version, String spec) {
    api.answer(
        "GET /api/v1/namespaces/team",
        "{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"team\",\"labels\":{\"%s\":\"%s\"}}}"
            .formatted(label, name));
    api.answer(
        "GET /apis",
        ("{\"kind\":\"APIGroupList\",\"groups\":[{\"name\":\"%s\",\"preferredVersion\":"
                + "{\"groupVersion\":\"%s/%s\",\"version\":\"%s\"}}]}")
            .formatted(group, group, version, version));
    api.answer(
        "GET /apis/" + group + "/" + version + "/tenants/" + name,
        ("{\"apiVersion\":\"%s/%s\",\"kind\":\"Tenant\",\"metadata\":{\"name\":\"%s\"},"
                + "\"spec\":%s}")
            .formatted(group, version, name, spec));
  }

  private Optional<Problem> explained(HasMetadata resource, String reason) {
    return limits.explain(
        resource,
        new KubernetesClientException(
            reason, 403, new StatusBuilder().withCode(403).withMessage(reason).build()));
  }

  private static String webhook(String words) {
    return "admission webhook \"pods.tenants.example.com\" denied the request: " + words;
  }

  private static HasMetadata resource(String yaml) {
    return Serialization.unmarshal(yaml);
  }
}
