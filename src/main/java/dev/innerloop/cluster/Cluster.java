package dev.innerloop.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.cluster.access.Access;
import dev.innerloop.cluster.access.NamespacePermissions;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.Identity;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.apply.ExistingObjects;
import dev.innerloop.cluster.discovery.ClusterFacts;
import dev.innerloop.cluster.discovery.ImagePullSources;
import dev.innerloop.cluster.discovery.InternalRegistry;
import dev.innerloop.cluster.discovery.LocalCluster;
import dev.innerloop.cluster.namespace.ExpiredNamespaces;
import dev.innerloop.cluster.namespace.NamespaceDeletion;
import dev.innerloop.cluster.namespace.NamespaceLease;
import dev.innerloop.cluster.namespace.NamespaceListener;
import dev.innerloop.cluster.namespace.NamespaceSettings;
import dev.innerloop.cluster.namespace.NamespaceState;
import dev.innerloop.cluster.namespace.Namespaces;
import dev.innerloop.cluster.pods.ServiceEndpoint;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.cluster.tenancy.TenantLimits;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A connected cluster. Closing it closes everything that was opened through it. */
public final class Cluster implements Closeable {

  private static final NamespaceListener SILENT =
      new NamespaceListener() {
        @Override
        public void created(String name) {}

        @Override
        public void noted(String words) {}
      };

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String context;
  private final String name;
  private final String server;
  private final boolean local;
  private final Clusters.Discovery discovery;
  private final Map<String, TenantLimits> limits = new ConcurrentHashMap<>();

  @GuardedBy("this")
  private @Nullable Optional<Identity> identity;

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

  /** Whether it runs on this machine, as far as the kubeconfig and the nodes show. */
  public boolean isLocal() {
    return local;
  }

  public boolean isOpenShift() {
    return discovery.openShift();
  }

  /** The product that created it, if it is a known local one. */
  public Optional<LocalCluster> localCluster() {
    return local
        ? LocalCluster.of(name, new ImagePullSources(client, errors).nodes())
        : Optional.empty();
  }

  /**
   * The platform architecture of its nodes in OCI's terms, such as {@code amd64}; empty if the user
   * may not read nodes.
   */
  public List<String> architectures() {
    return new ImagePullSources(client, errors).architectures();
  }

  /** Its name in the kubeconfig. */
  public String name() {
    return name;
  }

  /** The registry that is part of the cluster, as in OpenShift. */
  public Optional<InternalRegistry> internalRegistry() {
    return discovery.openShift()
        ? new ImagePullSources(client, errors).internalRegistry()
        : Optional.empty();
  }

  /** The registry that the cluster announces. */
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
          "The ConfigMap kube-public/local-registry-hosting, in which the cluster announces its"
              + " registry, is not valid.",
          "Fix the ConfigMap, or set the registry yourself: -Ddev.registry=HOST:PORT",
          e);
    }
  }

  /**
   * The namespace to work in. Creates it if it does not exist.
   *
   * @throws Problem if it does not exist and cannot be created, is being deleted, or the user has
   *     no access to it
   */
  public String enter(NamespaceSettings settings, NamespaceListener listener) {
    return namespaces(settings, listener).enter();
  }

  /** Keeps a namespace that was entered from expiring, until closed. */
  public Closeable occupy(String namespace, NamespaceListener listener) {
    return NamespaceLease.of(in(namespace), listener);
  }

  /** The name of the namespace that {@link #enter} enters, whether it exists or not. */
  public String namespaceName(NamespaceSettings settings) {
    return namespaces(settings, SILENT).choose();
  }

  /** Whether a namespace exists. */
  public boolean hasNamespace(String name) {
    return namespace(name).isPresent(name);
  }

  /** What can be found out about a namespace. */
  public NamespaceState namespaceState(String name) {
    return namespace(name).state(name);
  }

  private Namespaces namespace(String name) {
    return new Namespaces(
        client,
        errors,
        discovery.groups(),
        Optional.empty(),
        NamespaceSettings.named(name, ""),
        SILENT);
  }

  /** The user's permissions in a namespace. */
  public Access access(String namespace) {
    return new Access(in(namespace), identity());
  }

  /** Whether the user may create a namespace, in the way of the cluster's tenancy. */
  public boolean mayCreateNamespaces(Tenancy tenancy) {
    NamespacePermissions rights = new NamespacePermissions(client, errors);
    return tenancy.on(discovery.groups()) == Tenancy.OPENSHIFT
        ? rights.mayRequest()
        : rights.mayCreate();
  }

  /** The limits of the tenant that owns a namespace, if there is one; it is looked up once. */
  public TenantLimits limits(String namespace) {
    return limits.computeIfAbsent(namespace, name -> new TenantLimits(in(name)));
  }

  /** Deletes a namespace that this plugin created. */
  public NamespaceDeletion removal(String namespace, Tenancy tenancy) {
    return new NamespaceDeletion(client, errors, tenancy.on(discovery.groups()), namespace);
  }

  /** Deletes namespaces that this plugin created and that have expired. */
  public ExpiredNamespaces expired() {
    return new ExpiredNamespaces(client, errors);
  }

  private Namespaces namespaces(NamespaceSettings settings, NamespaceListener listener) {
    Optional<Identity> identity = identity();
    return new Namespaces(
        client, errors, discovery.groups(), identity, personal(settings, identity), listener);
  }

  private NamespaceClient in(String namespace) {
    return new NamespaceClient(client, errors, namespace);
  }

  /** Requested once: a connection has one user. */
  private synchronized Optional<Identity> identity() {
    if (identity == null) {
      identity = Identity.ask(client, errors);
    }
    return identity;
  }

  /** On a shared cluster, users are identified by their names in the cluster. */
  private NamespaceSettings personal(NamespaceSettings settings, Optional<Identity> identity) {
    return local
        ? settings
        : identity.filter(it -> !it.isSystem()).map(it -> settings.of(it.user())).orElse(settings);
  }

  /** Facts about the cluster, read from its API server. */
  public ClusterFacts facts() {
    return new ClusterFacts(client, errors);
  }

  /** An app in a namespace, whether it is deployed or not. */
  public Workload workload(String namespace, String app) {
    return new Workload(in(namespace), app, limits(namespace));
  }

  /** The backing services of an app, whether they are deployed or not. */
  public ServiceDeployment services(String namespace, String app) {
    return new ServiceDeployment(in(namespace), app, isOpenShift(), limits(namespace));
  }

  /** The existing objects in a namespace that resources can refer to. */
  public ClusterObjects objects(String namespace) {
    return new ExistingObjects(in(namespace), limits(namespace));
  }

  /**
   * Connects to the ready pods of a Service, which need not exist yet.
   *
   * @return connects to ports of the Service
   */
  public Replica service(String namespace, String name) {
    return new ServiceEndpoint(client, namespace, name);
  }

  @Override
  public void close() {
    client.close();
  }
}
