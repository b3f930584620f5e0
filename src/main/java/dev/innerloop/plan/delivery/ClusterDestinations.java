package dev.innerloop.plan.delivery;

import dev.innerloop.cluster.LocalRegistry;
import dev.innerloop.cluster.discovery.InternalRegistry;
import dev.innerloop.cluster.discovery.LocalCluster;
import java.util.Optional;

/**
 * The destinations that a cluster has for the images of a namespace. Read only as far as needed.
 */
public interface ClusterDestinations {

  /** Nothing is known of any cluster. */
  ClusterDestinations UNKNOWN = new ClusterDestinations() {};

  /** The registry that the cluster announces. */
  default Optional<LocalRegistry> announced() {
    return Optional.empty();
  }

  /** The registry that is part of the cluster. */
  default Optional<InternalRegistry> internal() {
    return Optional.empty();
  }

  /** The cluster itself, if images can be loaded into its nodes. */
  default Optional<LocalCluster> local() {
    return Optional.empty();
  }

  /** The cluster's name in the kubeconfig. */
  default String cluster() {
    return "";
  }

  default String namespace() {
    return "";
  }
}
