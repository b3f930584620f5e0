package dev.innerloop.plan;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.LocalRegistry;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.access.Access;
import dev.innerloop.cluster.facts.QuotaRoom;
import dev.innerloop.cluster.limit.TenantLimits;
import dev.innerloop.cluster.place.InternalRegistry;
import dev.innerloop.cluster.place.LocalCluster;
import dev.innerloop.loop.artifact.NodePlatforms;
import dev.innerloop.loop.artifact.Places;
import dev.innerloop.loop.artifact.PullRights;
import dev.innerloop.manifest.check.ClusterObjects;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** A namespace of a connected cluster. What does not change is asked once. */
public final class ClusterNamespace implements NamespaceFacts, Places {

  private final Cluster cluster;
  private final String namespace;
  private final Once<NodePlatforms> nodes;
  private final Once<Optional<LocalRegistry>> announced;
  private final Once<Optional<InternalRegistry>> internal;
  private final Once<Optional<LocalCluster>> local;

  public ClusterNamespace(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.nodes = new Once<>(() -> new NodePlatforms(cluster.architectures()));
    this.announced = new Once<>(cluster::localRegistry);
    this.internal = new Once<>(cluster::internalRegistry);
    this.local = new Once<>(cluster::localCluster);
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
  public Optional<QuotaRoom> room(Collection<Map<String, String>> pods) {
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
  public Places places() {
    return this;
  }

  @Override
  public ClusterObjects objects() {
    return cluster.objects(namespace);
  }

  @Override
  public PullRights.Namespace pullSecrets(String app) {
    Workload workload = cluster.workload(namespace, app);
    return PullRights.namespace(workload, objects());
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
