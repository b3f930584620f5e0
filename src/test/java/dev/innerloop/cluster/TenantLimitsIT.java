package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.access.RequiredPermissions;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The limits of a tenant: enforced for an owner of the tenant by policies of the real API server
 * with the messages of Capsule's webhooks.
 */
@OnCluster(ours = true)
@Tag("exclusive") // what it defines or requests is cluster-scoped
class TenantLimitsIT {

  private static TestNamespace namespace;
  private static StandIn standIn;
  private static Person anna;
  private static String tenant;
  private static String app;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
    standIn = new StandIn(namespace);
    tenant = namespace.name + "-solar";
    app = namespace.name + "-shop";
    // Otherwise Pod Security would be the first to deny.
    namespace
        .client
        .namespaces()
        .withName(namespace.name)
        .edit(
            it -> {
              it.getMetadata()
                  .setLabels(
                      Map.of(
                          "capsule.clastix.io/tenant",
                          tenant,
                          "pod-security.kubernetes.io/enforce",
                          "privileged"));
              return it;
            });
    standIn
        .define("capsule.yaml")
        .with(
            """
            apiVersion: capsule.clastix.io/v1beta2
            kind: Tenant
            metadata: {name: %s}
            spec:
              owners: [{kind: User, name: anna}]
              containerRegistries: {allowed: [ghcr.io]}
              ingressOptions: {allowedHostnames: {allowedRegex: '^.*[.]solar[.]org$'}}
              storageClasses: {allowed: [slow]}
            """
                .formatted(tenant))
        .refuse(
            namespace.name + "-pods",
            "",
            "pods",
            namespace.name,
            "object.spec.containers.all(c, c.image.startsWith('ghcr.io/'))",
            "'Container image ' + object.spec.containers[0].image + ' registry is forbidden for the"
                + " current Tenant: use one from the following list (ghcr.io)'")
        .refuse(
            namespace.name + "-ingresses",
            "networking.k8s.io",
            "ingresses",
            namespace.name,
            "object.spec.rules.all(r, r.host.endsWith('.solar.org'))",
            "'Hostnames [' + object.spec.rules[0].host + '] are not valid for the current Tenant'")
        .refuse(
            namespace.name + "-claims",
            "",
            "persistentvolumeclaims",
            namespace.name,
            "object.spec.storageClassName == 'slow'",
            "'Storage Class ' + object.spec.storageClassName + ' is forbidden for the current"
                + " Tenant '")
        .awaitRefusalOf(
            new PodBuilder()
                .withNewMetadata()
                .withName(namespace.name + "-probe")
                .withNamespace(namespace.name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("docker.io/c:1")
                .endContainer()
                .endSpec()
                .build())
        .awaitRefusalOf(inNamespace(ingress("probe.example.com")))
        .awaitRefusalOf(inNamespace(claim("fast")));
    anna = allowed(Person.named(namespace, "anna").has("admin", namespace.name));
  }

  @AfterAll
  static void delete() {
    if (anna != null) {
      anna.close();
    }
    standIn.close(); // in any case: otherwise all tests would take the node for Capsule's
    namespace.close();
  }

  /** The API server applies bindings a moment later. */
  private static Person allowed(Person person) {
    try (Cluster cluster = person.connect()) {
      TestNamespace.await(
          "the rights of " + person.name(),
          () -> cluster.access(namespace.name).missing(RequiredPermissions.ofSessions()).isEmpty());
    }
    return person;
  }

  private static HasMetadata ingress(String host) {
    return resource(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %s}
        spec:
          rules:
          - host: %s
            http:
              paths:
              - {path: /, pathType: Prefix, backend: {service: {name: %s, port: {number: 80}}}}
        """
            .formatted(namespace.name + "-shop", host, namespace.name + "-shop"));
  }

  private static HasMetadata claim(String storageClass) {
    return resource(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: %s-data}
        spec:
          storageClassName: %s
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        """
            .formatted(namespace.name, storageClass));
  }

  private static HasMetadata resource(String yaml) {
    return Serialization.unmarshal(yaml);
  }

  private static HasMetadata inNamespace(HasMetadata resource) {
    resource.getMetadata().setNamespace(namespace.name);
    return resource;
  }

  private static Resources app(String image, HasMetadata... more) {
    List<HasMetadata> all =
        new ArrayList<>(namespace.resources(app, image, OptionalInt.of(0)).all());
    all.addAll(List.of(more));
    return new Resources(all);
  }

  @Test
  void allDenialsOfATenantAreReportedAtOnceAndNothingIsApplied() {
    anna.mayEverywhere("capsule.clastix.io", "tenants", "get");
    Resources resources = app("docker.io/shop:1", ingress("shop.example.com"), claim("fast"));

    try (Cluster cluster = anna.connect()) {
      Problem problem =
          catchThrowableOfType(
              Problem.class,
              () ->
                  cluster
                      .workload(namespace.name, app)
                      .apply(resources, (resource, outcome) -> {}));

      assertThat(problem.getMessage().lines())
          .containsExactlyInAnyOrder(
              "Deployment "
                  + app
                  + ": tenant "
                  + tenant
                  + " of Capsule does not allow image docker.io/shop:1"
                  + " (spec.template.spec.containers[0].image). Allowed: ghcr.io. The cluster says:"
                  + " Container image docker.io/shop:1 registry is forbidden for the current"
                  + " Tenant: use one from the following list (ghcr.io)",
              "Ingress "
                  + app
                  + ": tenant "
                  + tenant
                  + " of Capsule does not allow host shop.example.com (spec.rules[0].host)."
                  + " Allowed: values matching ^.*[.]solar[.]org$. The cluster says: Hostnames"
                  + " [shop.example.com] are not valid for the current Tenant",
              "PersistentVolumeClaim "
                  + namespace.name
                  + "-data: tenant "
                  + tenant
                  + " of Capsule does not allow storage class fast (spec.storageClassName)."
                  + " Allowed: slow. The cluster says: Storage Class fast is forbidden for the"
                  + " current Tenant",
              "Nothing was changed on the cluster.");
      assertThat(problem.remedy())
          .contains("-Ddev.registry=HOST", "-Ddev.host=HOST", "<storageClass>");
      assertThat(
              catchThrowableOfType(
                  Problem.class, () -> cluster.limits(namespace.name).require(List.of(resources))))
          .as("before anything is built")
          .hasMessageContaining("does not allow host shop.example.com (spec.rules[0].host)")
          .hasMessageContaining("does not allow image docker.io/shop:1")
          .hasMessageEndingWith("\nNothing was built or deployed.");
      assertNothingIsThere();
    }
  }

  @Test
  void showsTheDenialsMessageIfTenantsMayNotBeRead() {
    try (Person bob = allowed(Person.named(namespace, "bob").has("edit", namespace.name));
        Cluster cluster = bob.connect()) {
      assertThat(
              catchThrowableOfType(
                  Problem.class,
                  () ->
                      cluster
                          .workload(namespace.name, app)
                          .apply(
                              app("ghcr.io/shop:1", ingress("shop.example.com")),
                              (resource, outcome) -> {})))
          .hasMessage(
              "Ingress "
                  + app
                  + ": tenant "
                  + tenant
                  + " of Capsule does not allow host shop.example.com (spec.rules[0].host). The"
                  + " cluster says: Hostnames [shop.example.com] are not valid for the current"
                  + " Tenant\nNothing was changed on the cluster.");
      assertNothingIsThere();
    }
  }

  @Test
  void whatIsAllowedIsApplied() throws Exception {
    try (Cluster cluster = anna.connect()) {
      Workload workload = cluster.workload(namespace.name, app);
      Resources resources = app("ghcr.io/shop:1", ingress("shop.solar.org"), claim("slow"));
      cluster.limits(namespace.name).require(List.of(resources));
      workload.apply(resources, (resource, outcome) -> {});
      assertThat(workload.delete(java.time.Duration.ofSeconds(60)).removed())
          .contains("Deployment " + app, "Ingress " + app);
      namespace.client.resource(inNamespace(claim("slow"))).delete();
      TestNamespace.await("the end of the claim", () -> claims().isEmpty());
    }
  }

  private static void assertNothingIsThere() {
    assertThat(namespace.client.apps().deployments().inNamespace(namespace.name).list().getItems())
        .isEmpty();
    assertThat(namespace.client.services().inNamespace(namespace.name).list().getItems()).isEmpty();
    assertThat(claims()).isEmpty();
    assertThat(namespace.client.configMaps().inNamespace(namespace.name).list().getItems())
        .allSatisfy(it -> assertThat(it.getMetadata().getName()).isEqualTo("kube-root-ca.crt"));
  }

  private static List<?> claims() {
    return namespace.client.persistentVolumeClaims().inNamespace(namespace.name).list().getItems();
  }
}
