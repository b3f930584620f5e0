package dev.innerloop.usecase;

import dev.innerloop.cluster.Status;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.discovery.PodDryRun;
import dev.innerloop.doctor.BaseImageCheck;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.PlatformCheck;
import dev.innerloop.doctor.PodsCheck;
import dev.innerloop.doctor.PullCheck;
import dev.innerloop.doctor.RegistryCheck;
import dev.innerloop.doctor.ResourcesCheck;
import dev.innerloop.doctor.SessionCheck;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.PushCheck;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.manifest.Resources;
import dev.innerloop.plan.AppPlan;
import dev.innerloop.plan.Lazy;
import dev.innerloop.request.ImageSettings;
import dev.innerloop.usecase.target.ReplicaReports;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The checks of one app: what its plan needs, and whether that is possible. */
final class AppChecks {

  private final String name;
  private final Supplier<AppPlan> plan;
  private final ClusterChecks cluster;
  private final ConfiguredCredentials logins;
  private final Lazy<Resources> manifests;
  private final Lazy<PodDryRun> trial;
  private final Lazy<Optional<Status>> status;

  /**
   * Checks that have not run.
   *
   * @param name empty if there is none, which the checks report
   * @param index of the app among those of the build
   */
  AppChecks(String name, int index, ClusterChecks cluster, ConfiguredCredentials logins) {
    this.name = name;
    this.plan = () -> cluster.plan().apps().get(index);
    this.cluster = cluster;
    this.logins = logins;
    this.manifests = new Lazy<>(() -> plan.get().expectedDevManifests(cluster.objects()));
    this.trial =
        new Lazy<>(
            () -> cluster.facts().tryPod(cluster.namespace(), manifests.get()).orElseThrow());
    this.status = new Lazy<>(() -> workload().status());
  }

  /** Each after what it builds on. */
  List<Check> checks() {
    return List.of(
        new BaseImageCheck(
            name,
            () ->
                image().dockerfile().isPresent()
                    ? Optional.empty()
                    : Optional.of(plan.get().baseImage()),
            base -> plan.get().images().java(base),
            () -> plan.get().request().app().javaRelease()),
        new PlatformCheck(
            name, () -> cluster.nodes().architectures(), () -> image().content().architectures()),
        new RegistryCheck(
            name,
            () -> plan.get().delivery(),
            target ->
                new PushCheck(
                        new Registries(plan.get().delivery().logins(logins), image().registries()))
                    .run(target.push())),
        new PullCheck(
            name,
            () -> plan.get().delivery().destination(),
            () -> cluster.cluster().isLocal(),
            () -> image().registries().insecure()),
        new ResourcesCheck(name, () -> manifests.get().titles()),
        new PodsCheck(name, trial, () -> cluster.facts().podSecurity(cluster.namespace())),
        new SessionCheck(name, this::holder, () -> plan.get().request().session().takeover()));
  }

  private ImageSettings image() {
    return plan.get().request().image();
  }

  private Workload workload() {
    return cluster.cluster().workload(cluster.namespace(), plan.get().name());
  }

  /** Whether the cluster admits a pod of the app; empty if a run adds no pods. */
  Optional<PodDryRun> trialOfMore() {
    return morePods() > 0 ? Optional.of(trial.get()) : Optional.empty();
  }

  /** In addition to the existing ones, which a run replaces one for one. */
  private int morePods() {
    int present = status.get().map(it -> it.pods().size()).orElse(0);
    int wanted = manifests.get().replicas().orElse(status.get().map(Status::wanted).orElse(1));
    return wanted - present;
  }

  private Optional<String> holder() {
    return ReplicaReports.of(workload())
        .holder()
        .map(holder -> holder.name() + " works on it since " + holder.since());
  }
}
