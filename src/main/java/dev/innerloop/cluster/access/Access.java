package dev.innerloop.cluster.access;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.Identity;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.cluster.discovery.ClusterFacts;
import dev.innerloop.cluster.discovery.ServerVersion;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The user's permissions in a namespace. */
public final class Access {

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final Optional<Identity> identity;

  /**
   * @param identity empty if the API server does not report it
   */
  public Access(
      KubernetesClient client, ApiErrors errors, String namespace, Optional<Identity> identity) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.identity = identity;
  }

  /** The Role that grants these permissions to the user, and its binding, as YAML. */
  public String role(RequiredPermissions rights) {
    return RoleManifest.yaml(namespace, identity.map(Identity::user).orElse("USER"), rights.all());
  }

  /** The permissions that the user lacks, such as {@code create pods/portforward}. */
  public List<String> missing(RequiredPermissions rights) {
    try (ParallelRequests parallel = new ParallelRequests()) {
      Supplier<ServerVersion> version = parallel.start(new ClusterFacts(client, errors)::version);
      return new AccessReview(client, errors, namespace)
          .missing(() -> rights.neededBy(version.get())).stream()
              .map(Permission::toString)
              .toList();
    }
  }

  /**
   * Checks all permissions at once, so that no later step fails for a missing one.
   *
   * @throws Problem that lists all missing permissions, with the Role that grants them
   */
  public void require(RequiredPermissions rights) {
    List<String> missing = missing(rights);
    if (!missing.isEmpty()) {
      throw new Problem(
          "Access denied in namespace "
              + namespace
              + ". Nothing was built or changed. Missing permissions:\n"
              + missing.stream().map(line -> "  " + line).collect(Collectors.joining("\n")),
          "Ask a cluster administrator to apply this Role, or to bind the ClusterRole edit instead,"
              + " or use a namespace of your own: -Ddev.namespace=NAME\n\n"
              + role(rights));
    }
  }
}
