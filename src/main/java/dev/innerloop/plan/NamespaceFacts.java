package dev.innerloop.plan;

import dev.innerloop.cluster.access.Access;
import dev.innerloop.cluster.discovery.RemainingQuota;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.plan.delivery.ClusterDestinations;
import dev.innerloop.plan.delivery.NodePlatforms;
import dev.innerloop.plan.image.PullCredentials;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the plan of an app asks of its namespace and the cluster. */
public interface NamespaceFacts {

  /** The name of the namespace. */
  String name();

  boolean isOpenShift();

  /** {@link NodePlatforms#UNKNOWN} if you may not list the nodes. */
  NodePlatforms nodes();

  /** Where images can go. */
  ClusterDestinations places();

  /** The existing objects: not kept, because they may change while a session runs. */
  ClusterObjects objects();

  /** The number of replicas that applying an app keeps; empty if it is not deployed. */
  OptionalInt replicas(String app);

  /** The Secrets with which the nodes pull the image of an app. */
  PullCredentials.Namespace pullSecrets(String app);

  /** What you may do there. */
  Access access();

  /**
   * What the quotas leave, as if some pods did not exist.
   *
   * @param pods the selectors of those pods
   * @return empty if there are no quotas, or you may not list them
   */
  Optional<RemainingQuota> room(Collection<Map<String, String>> pods);

  /** What the tenant of the namespace allows. */
  TenantLimits limits();
}
