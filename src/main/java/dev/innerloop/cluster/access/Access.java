package dev.innerloop.cluster.access;

import dev.innerloop.cluster.api.Identity;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.cluster.discovery.ClusterFacts;
import dev.innerloop.cluster.discovery.ServerVersion;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The user's permissions in a namespace. */
public final class Access {

  private final NamespaceClient api;
  private final Optional<Identity> identity;

  /**
   * @param identity empty if the API server does not report it
   */
  public Access(NamespaceClient api, Optional<Identity> identity) {
    this.api = api;
    this.identity = identity;
  }

  /** The Role that grants these permissions to the user, and its binding, as YAML. */
  public String role(RequiredPermissions rights) {
    return RoleManifest.yaml(
        api.namespace(), identity.map(Identity::user).orElse("USER"), rights.all());
  }

  /** The permissions that the user lacks, such as {@code create pods/portforward}. */
  public List<String> missing(RequiredPermissions rights) {
    try (ParallelRequests parallel = new ParallelRequests()) {
      Supplier<ServerVersion> version =
          parallel.start(new ClusterFacts(api.client(), api.errors())::version);
      return new AccessReview(api)
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
              + api.namespace()
              + ". Nothing was built or deployed. Missing permissions:\n"
              + missing.stream().map(line -> "  " + line).collect(Collectors.joining("\n")),
          "Ask a cluster administrator to apply this Role, or to bind the ClusterRole edit instead,"
              + " or use a namespace of your own: -Ddev.namespace=NAME\n\n"
              + role(rights));
    }
  }
}
