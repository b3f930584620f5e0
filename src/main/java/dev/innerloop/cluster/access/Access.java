package dev.innerloop.cluster.access;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.Identity;
import dev.innerloop.cluster.facts.ClusterFacts;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the user may do in a namespace. */
public final class Access {

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final Optional<Identity> identity;

  /**
   * @param identity empty where the cluster does not tell
   */
  public Access(
      KubernetesClient client, ApiErrors errors, String namespace, Optional<Identity> identity) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.identity = identity;
  }

  /** The Role that gives the user these rights, and its binding, as YAML. */
  public String role(LoopRights rights) {
    return RoleManifest.yaml(namespace, identity.map(Identity::user).orElse("USER"), rights.all());
  }

  /** What the user lacks of these rights, such as {@code create pods/portforward}. */
  public List<String> missing(LoopRights rights) {
    return new AccessReview(client, errors, namespace)
        .missing(rights.neededBy(new ClusterFacts(client, errors).version())).stream()
            .map(Right::toString)
            .toList();
  }

  /**
   * Makes sure that nothing will fail later for want of a right.
   *
   * @throws Problem that names all that is missing, with what gives it
   */
  public void require(LoopRights rights) {
    List<String> missing = missing(rights);
    if (!missing.isEmpty()) {
      throw new Problem(
          "You lack rights in namespace "
              + namespace
              + ". Nothing was built or changed. What is missing:\n"
              + missing.stream().map(line -> "  " + line).collect(Collectors.joining("\n")),
          "Ask whoever runs the cluster to apply this, or for the ClusterRole edit in its place,"
              + " or use a namespace of yours: -Ddev.namespace=NAME\n\n"
              + role(rights));
    }
  }
}
