package dev.innerloop.loop.examine;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.ClusterContext;
import dev.innerloop.cluster.facts.ClockReading;
import dev.innerloop.cluster.facts.ClusterFacts;
import dev.innerloop.cluster.facts.Right;
import dev.innerloop.cluster.namespace.Presence;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Once;
import dev.innerloop.doctor.cluster.ApiServerCheck;
import dev.innerloop.doctor.cluster.ClockCheck;
import dev.innerloop.doctor.cluster.ContextCheck;
import dev.innerloop.doctor.cluster.KubeconfigCheck;
import dev.innerloop.doctor.cluster.NamespaceCheck;
import dev.innerloop.doctor.cluster.RightsCheck;
import dev.innerloop.doctor.cluster.VersionCheck;
import dev.innerloop.loop.request.TargetSettings;
import dev.innerloop.loop.target.Targets;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/** The cluster that is meant: looked at even if the guard would not let it be changed. */
public final class ExaminedCluster implements Closeable {

  private final TargetSettings settings;
  private final Once<Optional<ClusterContext>> context;
  private final Once<Cluster> cluster;
  private final Once<String> namespace;
  private final Once<Presence> presence;

  public ExaminedCluster(TargetSettings settings, Targets targets) {
    this.settings = settings;
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
        new RightsCheck(
            namespace,
            () -> facts().user().orElseGet(() -> context.get().orElseThrow().user()),
            () -> facts().missing(Optional.of(namespace()), RightsCheck.OF_A_RUN)));
  }

  private boolean mayCreateNamespaces() {
    Right right =
        cluster().isOpenShift()
            ? new Right("create", "project.openshift.io", "projectrequests")
            : new Right("create", "", "namespaces");
    return facts().missing(Optional.empty(), List.of(right)).isEmpty();
  }

  @Override
  public void close() {
    cluster.ifKnown().ifPresent(Cluster::close);
  }
}
