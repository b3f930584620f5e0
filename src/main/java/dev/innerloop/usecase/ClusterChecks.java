package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.ClusterContext;
import dev.innerloop.cluster.access.Access;
import dev.innerloop.cluster.access.RequiredPermissions;
import dev.innerloop.cluster.discovery.ClockReading;
import dev.innerloop.cluster.discovery.ClusterFacts;
import dev.innerloop.cluster.discovery.RemainingQuota;
import dev.innerloop.cluster.namespace.NamespaceState;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.doctor.ApiServerCheck;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.ClockCheck;
import dev.innerloop.doctor.ContextCheck;
import dev.innerloop.doctor.KubeconfigCheck;
import dev.innerloop.doctor.NamespaceCheck;
import dev.innerloop.doctor.PermissionsCheck;
import dev.innerloop.doctor.QuotaCheck;
import dev.innerloop.doctor.VersionCheck;
import dev.innerloop.event.Event;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.plan.Lazy;
import dev.innerloop.plan.NamespaceFacts;
import dev.innerloop.plan.NamespacePlan;
import dev.innerloop.plan.delivery.ClusterDestinations;
import dev.innerloop.plan.delivery.NodePlatforms;
import dev.innerloop.plan.image.PullCredentials;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.target.ClusterSelector;
import java.io.Closeable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The checks of the selected cluster, which is read even if it must not be changed. */
final class ClusterChecks implements NamespaceFacts, Closeable {

  private final TargetSettings settings;
  private final CommandForm commands;
  private final Lazy<Optional<ClusterContext>> context;
  private final Lazy<Cluster> cluster;
  private final Lazy<String> namespace;
  private final Lazy<NamespaceState> presence;
  private final Lazy<ClusterNamespace> facts;
  private final Lazy<NamespacePlan> plan;

  /**
   * @param apps that would run there
   */
  ClusterChecks(
      TargetSettings settings,
      ClusterSelector clusters,
      Supplier<List<AppRequest>> apps,
      CommandForm commands,
      ConfiguredCredentials logins,
      Consumer<Event> events) {
    this.settings = settings;
    this.commands = commands;
    this.context = new Lazy<>(() -> clusters.context(settings));
    this.cluster = new Lazy<>(() -> context.get().orElseThrow().connect());
    this.namespace = new Lazy<>(this::chosen);
    this.presence = new Lazy<>(() -> cluster().namespaceState(namespace()));
    this.facts = new Lazy<>(() -> new ClusterNamespace(cluster(), namespace()));
    this.plan = new Lazy<>(() -> NamespacePlan.of(this, apps.get(), commands, logins, events));
  }

  private String chosen() {
    return cluster().namespaceName(settings.namespace());
  }

  Cluster cluster() {
    return cluster.get();
  }

  ClusterFacts facts() {
    return cluster().facts();
  }

  /** The plans of all apps; the project may be at fault. */
  NamespacePlan plan() {
    return plan.get();
  }

  @Override
  public String name() {
    return namespace();
  }

  @Override
  public boolean isOpenShift() {
    return cluster().isOpenShift();
  }

  /** Nothing is known of the nodes as long as no check has connected to the cluster. */
  @Override
  public NodePlatforms nodes() {
    return cluster.ifKnown().isPresent() ? facts.get().nodes() : NodePlatforms.UNKNOWN;
  }

  @Override
  public ClusterDestinations places() {
    return facts.get().places();
  }

  @Override
  public ClusterObjects objects() {
    return lacksNamespace() ? ClusterObjects.UNKNOWN : facts.get().objects();
  }

  @Override
  public OptionalInt replicas(String app) {
    return lacksNamespace() ? OptionalInt.empty() : facts.get().replicas(app);
  }

  @Override
  public PullCredentials.Namespace pullSecrets(String app) {
    return facts.get().pullSecrets(app);
  }

  @Override
  public Access access() {
    return facts.get().access();
  }

  @Override
  public Optional<RemainingQuota> room(Collection<Map<String, String>> pods) {
    return facts.get().room(pods);
  }

  @Override
  public TenantLimits limits() {
    return facts.get().limits();
  }

  String namespace() {
    return namespace.get();
  }

  boolean lacksNamespace() {
    return presence.get() == NamespaceState.NOT_FOUND;
  }

  /** Those about the cluster as a whole, each after what it builds on. */
  List<Check> checks() {
    return List.of(
        new KubeconfigCheck(context),
        new ContextCheck(() -> context.get().orElseThrow()),
        new ApiServerCheck(() -> cluster().server()),
        new VersionCheck(() -> facts().version()),
        new ClockCheck(() -> Optional.of(facts().clock()).flatMap(ClockReading::ahead)),
        new NamespaceCheck(namespace, presence, this::mayCreateNamespaces),
        new PermissionsCheck(namespace, this::requireRights, commands.of("access")));
  }

  /** What is about all of the apps together, after what is about each. */
  List<Check> checks(List<AppChecks> examined) {
    return List.of(
        new QuotaCheck(
            () -> facts().quotas(namespace()),
            () -> plan().previewFit(),
            () -> examined.stream().flatMap(app -> app.trialOfMore().stream()).toList()));
  }

  private void requireRights() {
    access().require(permissions());
  }

  /** Another check reports apps that cannot be read; some permissions are needed for every app. */
  private RequiredPermissions permissions() {
    try {
      return plan().permissions();
    } catch (Problem ofTheApps) {
      return RequiredPermissions.ofSessions();
    }
  }

  private boolean mayCreateNamespaces() {
    return cluster().mayCreateNamespaces(settings.namespace().tenancy());
  }

  @Override
  public void close() {
    cluster.ifKnown().ifPresent(Cluster::close);
  }
}
