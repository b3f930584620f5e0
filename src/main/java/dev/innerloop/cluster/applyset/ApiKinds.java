package dev.innerloop.cluster.applyset;

import dev.innerloop.cluster.api.ParallelRequests;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Resource names of kinds, known without a discovery request where possible. */
public final class ApiKinds {

  private final KubernetesClient client;
  private final Map<GroupKind, ResourceDefinitionContext> known = new HashMap<>();

  /**
   * @param resources whose kinds are known by their Java types
   */
  public ApiKinds(KubernetesClient client, Collection<? extends HasMetadata> resources) {
    this.client = client;
    for (HasMetadata resource : resources) {
      if (!(resource instanceof GenericKubernetesResource)) {
        known.put(
            GroupKind.of(resource),
            ResourceDefinitionContext.fromResourceType(resource.getClass()));
      }
    }
  }

  /** Empty if the cluster does not serve the kind. */
  public Optional<ResourceDefinitionContext> of(GroupKind kind) {
    ResourceDefinitionContext context = known.get(kind);
    return context != null ? Optional.of(context) : discovered(kind);
  }

  /** Whether the cluster serves the kind of a resource, in its version. */
  public boolean serve(HasMetadata resource) {
    return resources(resource.getApiVersion())
        .anyMatch(it -> resource.getKind().equals(it.getKind()));
  }

  private Optional<ResourceDefinitionContext> discovered(GroupKind kind) {
    for (String version : versions(kind.group())) {
      Optional<ResourceDefinitionContext> found =
          resources(version)
              .filter(resource -> kind.kind().equals(resource.getKind()))
              .map(resource -> ResourceDefinitionContext.fromApiResource(version, resource))
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private List<String> versions(String group) {
    if (group.isEmpty()) {
      return List.of("v1");
    }
    APIGroup found = client.getApiGroup(group);
    return found == null
        ? List.of()
        : found.getVersions().stream().map(GroupVersionForDiscovery::getGroupVersion).toList();
  }

  /** All namespaced kinds that can be listed and deleted. */
  List<ResourceDefinitionContext> namespaced(ParallelRequests parallel) {
    List<String> versions = new ArrayList<>(List.of("v1"));
    APIGroupList groups = client.getApiGroups();
    if (groups != null) {
      groups.getGroups().stream()
          .map(group -> group.getPreferredVersion().getGroupVersion())
          .forEach(versions::add);
    }
    List<Supplier<List<ResourceDefinitionContext>>> asked = new ArrayList<>();
    for (String version : versions) {
      asked.add(parallel.start(() -> namespaced(version)));
    }
    return asked.stream().flatMap(kinds -> kinds.get().stream()).toList();
  }

  private List<ResourceDefinitionContext> namespaced(String version) {
    try {
      return resources(version)
          .filter(resource -> Boolean.TRUE.equals(resource.getNamespaced()))
          .filter(resource -> resource.getVerbs().containsAll(List.of("list", "delete")))
          .map(resource -> ResourceDefinitionContext.fromApiResource(version, resource))
          .toList();
    } catch (KubernetesClientException extensionIsDown) {
      // An aggregated API server, which stores nothing that this plugin applied.
      return List.of();
    }
  }

  /** Without subresources such as {@code deployments/scale}. */
  private Stream<APIResource> resources(String version) {
    APIResourceList list = client.getApiResources(version);
    return list == null
        ? Stream.empty()
        : list.getResources().stream().filter(resource -> !resource.getName().contains("/"));
  }
}
