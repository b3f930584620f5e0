package dev.innerloop.cluster;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.apply.PresentObjects;
import dev.innerloop.cluster.place.ClusterPlaces;
import dev.innerloop.cluster.place.InternalRegistry;
import dev.innerloop.cluster.place.LocalCluster;
import dev.innerloop.cluster.pods.ServicePods;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connected cluster. Closing it ends everything that was opened through it. */
public final class Cluster implements Closeable {

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String context;
  private final String name;
  private final String server;
  private final boolean local;
  private final Clusters.Discovery discovery;

  Cluster(
      KubernetesClient client,
      ApiErrors errors,
      String context,
      String name,
      String server,
      boolean local,
      Clusters.Discovery discovery) {
    this.client = client;
    this.errors = errors;
    this.context = context;
    this.name = name;
    this.server = server;
    this.local = local;
    this.discovery = discovery;
  }

  /** The name of its context in the kubeconfig. */
  public String context() {
    return context;
  }

  /** The URL of its API server. */
  public String server() {
    return server;
  }

  /** Whether it runs on this machine, as far as can be told. */
  public boolean isLocal() {
    return local;
  }

  public boolean isOpenShift() {
    return discovery.openShift();
  }

  /** The product that made it, if it is one of this machine's. */
  public Optional<LocalCluster> localCluster() {
    return local
        ? LocalCluster.of(name, new ClusterPlaces(client, errors).nodes())
        : Optional.empty();
  }

  /** What its nodes are, as OCI names it: {@code amd64}; none where they may not be looked at. */
  public List<String> architectures() {
    return new ClusterPlaces(client, errors).architectures();
  }

  /** Its name in the kubeconfig. */
  public String name() {
    return name;
  }

  /** The registry that is part of it, which OpenShift has. */
  public Optional<InternalRegistry> internalRegistry() {
    return discovery.openShift()
        ? new ClusterPlaces(client, errors).internalRegistry()
        : Optional.empty();
  }

  /** The registry that the cluster says goes with it. */
  public Optional<LocalRegistry> localRegistry() {
    ConfigMap announced;
    try {
      announced =
          client.configMaps().inNamespace("kube-public").withName(LocalRegistry.CONFIG_MAP).get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return Optional.empty();
      }
      throw errors.problem("read its local registry", e);
    }
    if (announced == null || announced.getData() == null) {
      return Optional.empty();
    }
    String yaml = announced.getData().getOrDefault(LocalRegistry.KEY, "");
    try {
      return LocalRegistry.of(
          client.getKubernetesSerialization().unmarshal(yaml.isBlank() ? "{}" : yaml, Map.class));
    } catch (RuntimeException e) {
      throw new Problem(
          "The ConfigMap kube-public/local-registry-hosting, by which the cluster announces its"
              + " registry, cannot be read.",
          "Repair it, or name the registry yourself: -Ddev.registry=HOST:PORT",
          e);
    }
  }

  /**
   * The namespace that an app runs in: the wanted one, else the context's unless that is {@code
   * default}, else one of user and app. It is created if it is missing.
   *
   * @param user the name of who develops, as a part of a namespace's name
   * @throws Problem if it is missing and may not be created, or is being deleted
   */
  public String namespace(
      Optional<String> wanted, String app, String user, NamespaceListener listener) {
    return new Namespaces(client, errors, listener).enter(wanted, app, user);
  }

  /** The name of the namespace that {@link #namespace} enters, there already or not. */
  public String namespaceName(Optional<String> wanted, String project, String user) {
    return new Namespaces(client, errors, created -> {}).choose(wanted, project, user);
  }

  /** Whether a namespace is there. */
  public boolean hasNamespace(String name) {
    return new Namespaces(client, errors, created -> {}).isPresent(name);
  }

  /** An app in a namespace, there already or not. */
  public Workload workload(String namespace, String app) {
    return new Workload(client, errors, namespace, app);
  }

  /** What is in a namespace already, for resources that refer to it. */
  public ClusterObjects objects(String namespace) {
    return new PresentObjects(client, errors, namespace);
  }

  /**
   * A way to the ready pods of a Service, there already or not.
   *
   * @return connects to ports of the Service
   */
  public Replica service(String namespace, String name) {
    return new ServicePods(client, namespace, name);
  }

  @Override
  public void close() {
    client.close();
  }
}
