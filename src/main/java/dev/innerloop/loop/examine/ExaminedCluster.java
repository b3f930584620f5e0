package dev.innerloop.loop.examine;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.ClusterContext;
import dev.innerloop.cluster.access.LoopRights;
import dev.innerloop.cluster.facts.ClockReading;
import dev.innerloop.cluster.facts.ClusterFacts;
import dev.innerloop.cluster.namespace.Presence;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Once;
import dev.innerloop.doctor.cluster.ApiServerCheck;
import dev.innerloop.doctor.cluster.ClockCheck;
import dev.innerloop.doctor.cluster.ContextCheck;
import dev.innerloop.doctor.cluster.KubeconfigCheck;
import dev.innerloop.doctor.cluster.NamespaceCheck;
import dev.innerloop.doctor.cluster.QuotaCheck;
import dev.innerloop.doctor.cluster.RightsCheck;
import dev.innerloop.doctor.cluster.VersionCheck;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.loop.request.TargetSettings;
import dev.innerloop.loop.target.Preconditions;
import dev.innerloop.loop.target.Targets;
import dev.innerloop.problem.Problem;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The cluster that is meant: looked at even if the guard would not let it be changed. */
public final class ExaminedCluster implements Closeable {

  private final TargetSettings settings;
  private final Supplier<List<AppRequest>> apps;
  private final CommandForm commands;
  private final Once<Optional<ClusterContext>> context;
  private final Once<Cluster> cluster;
  private final Once<String> namespace;
  private final Once<Presence> presence;

  /**
   * @param apps for which it is meant
   */
  public ExaminedCluster(
      TargetSettings settings,
      Targets targets,
      Supplier<List<AppRequest>> apps,
      CommandForm commands) {
    this.settings = settings;
    this.commands = commands;
    this.apps = apps;
    this.context = new Once<>(() -> targets.context(settings));
    this.cluster = new Once<>(() -> context.get().orElseThrow().connect());
    this.namespace = new Once<>(this::chosen);
    this.presence = new Once<>(() -> cluster().presence(namespace()));
  }

  private String chosen() {
    return cluster().namespaceName(settings.namespace());
  }

  Cluster cluster() {
    return cluster.get();
  }

  /** What its nodes are, as OCI names it; none where nobody can say. */
  List<String> architectures() {
    return cluster.ifKnown().map(Cluster::architectures).orElse(List.of());
  }

  ClusterFacts facts() {
    return cluster().facts();
  }

  String namespace() {
    return namespace.get();
  }

  boolean lacksNamespace() {
    return presence.get() == Presence.ABSENT;
  }

  /** Those about the cluster as a whole, each after what it builds on. */
  public List<Check> checks() {
    return List.of(
        new KubeconfigCheck(context),
        new ContextCheck(() -> context.get().orElseThrow()),
        new ApiServerCheck(() -> cluster().server()),
        new VersionCheck(() -> facts().version()),
        new ClockCheck(() -> Optional.of(facts().clock()).flatMap(ClockReading::ahead)),
        new NamespaceCheck(namespace, presence, this::mayCreateNamespaces),
        new RightsCheck(namespace, this::requireRights, commands.of("access")));
  }

  /** What is about all of the apps together, after what is about each. */
  public List<Check> checks(List<ExaminedApp> examined) {
    return List.of(
        new QuotaCheck(
            () -> facts().quotas(namespace()),
            () -> Preconditions.in(cluster(), namespace()).previewFit(apps.get()),
            () -> examined.stream().flatMap(app -> app.trialOfMore().stream()).toList()));
  }

  private void requireRights() {
    cluster().access(namespace()).require(rights());
  }

  /** Apps that cannot be read are told of elsewhere; there is something that all of them need. */
  private LoopRights rights() {
    try {
      return Preconditions.rights(apps.get(), cluster().isOpenShift());
    } catch (Problem ofTheApps) {
      return LoopRights.ofSessions();
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
