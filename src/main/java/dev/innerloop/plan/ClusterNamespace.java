package dev.innerloop.plan;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.LocalRegistry;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.access.Access;
import dev.innerloop.cluster.discovery.InternalRegistry;
import dev.innerloop.cluster.discovery.LocalCluster;
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

/** A namespace of a connected cluster. What does not change is asked once. */
public final class ClusterNamespace implements NamespaceFacts, ClusterDestinations {

  private final Cluster cluster;
  private final String namespace;
  private final Lazy<NodePlatforms> nodes;
  private final Lazy<Optional<LocalRegistry>> announced;
  private final Lazy<Optional<InternalRegistry>> internal;
  private final Lazy<Optional<LocalCluster>> local;

  public ClusterNamespace(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.nodes = new Lazy<>(() -> new NodePlatforms(cluster.architectures()));
    this.announced = new Lazy<>(cluster::localRegistry);
    this.internal = new Lazy<>(cluster::internalRegistry);
    this.local = new Lazy<>(cluster::localCluster);
  }

  @Override
  public String name() {
    return namespace;
  }

  @Override
  public Access access() {
    return cluster.access(namespace);
  }

  @Override
  public Optional<RemainingQuota> room(Collection<Map<String, String>> pods) {
    return cluster.facts().room(namespace, pods);
  }

  @Override
  public TenantLimits limits() {
    return cluster.limits(namespace);
  }

  @Override
  public boolean isOpenShift() {
    return cluster.isOpenShift();
  }

  @Override
  public NodePlatforms nodes() {
    return nodes.get();
  }

  @Override
  public ClusterDestinations places() {
    return this;
  }

  @Override
  public ClusterObjects objects() {
    return cluster.objects(namespace);
  }

  @Override
  public OptionalInt replicas(String app) {
    return cluster.workload(namespace, app).replicas();
  }

  @Override
  public PullCredentials.Namespace pullSecrets(String app) {
    Workload workload = cluster.workload(namespace, app);
    return PullCredentials.namespace(workload, objects());
  }

  @Override
  public Optional<LocalRegistry> announced() {
    return announced.get();
  }

  @Override
  public Optional<InternalRegistry> internal() {
    return internal.get();
  }

  @Override
  public Optional<LocalCluster> local() {
    return local.get();
  }

  @Override
  public String cluster() {
    return cluster.name();
  }

  @Override
  public String namespace() {
    return namespace;
  }
}
