package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.cluster.tenancy.Tenant;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;
import java.util.Optional;

/**
 * Creates and deletes a namespace in the way of the cluster's tenancy. Always by a plain POST:
 * applying requires the permission to get, which tenant owners lack.
 */
final class NamespaceCreation {

  private static final ResourceDefinitionContext REQUESTS = projects("ProjectRequest");
  private static final ResourceDefinitionContext PROJECTS = projects("Project");

  private final KubernetesClient client;
  private final Tenancy tenancy;
  private final Optional<Tenant> tenant;
  private final Map<String, String> labels;
  private final Map<String, String> annotations;
  private final String user;

  /**
   * @param labels in addition to the plugin's and the tenant's
   */
  NamespaceCreation(
      KubernetesClient client,
      Tenancy tenancy,
      Optional<Tenant> tenant,
      Map<String, String> labels,
      Map<String, String> annotations,
      String user) {
    this.client = client;
    this.tenancy = tenancy;
    this.tenant = tenant;
    this.labels = Map.copyOf(labels);
    this.annotations = Map.copyOf(annotations);
    this.user = user;
  }

  private static ResourceDefinitionContext projects(String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("project.openshift.io")
        .withVersion("v1")
        .withKind(kind)
        .withPlural(kind.toLowerCase(java.util.Locale.ROOT) + "s")
        .withNamespaced(false)
        .build();
  }

  void make(String name) {
    if (tenancy == Tenancy.OPENSHIFT) {
      client.genericKubernetesResources(REQUESTS).resource(request(name)).create();
    } else {
      client.namespaces().resource(namespace(name)).create();
    }
  }

  private Namespace namespace(String name) {
    NamespaceBuilder namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(NamespaceOwnership.labels(user))
            .addToLabels(labels)
            .addToAnnotations(annotations)
            .endMetadata();
    return tenancy
        .label()
        .flatMap(
            label ->
                tenant.map(
                    it -> namespace.editMetadata().addToLabels(label, it.name()).endMetadata()))
        .orElse(namespace)
        .build();
  }

  private GenericKubernetesResource request(String name) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("project.openshift.io/v1")
        .withKind("ProjectRequest")
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withAdditionalProperties(Map.of("description", NamespaceOwnership.WORDS + user))
        .build();
  }

  /** Administrators of a project may delete the project, but no namespace. */
  void delete(String name) {
    if (tenancy == Tenancy.OPENSHIFT) {
      client.genericKubernetesResources(PROJECTS).withName(name).delete();
    } else {
      client.namespaces().withName(name).delete();
    }
  }
}
