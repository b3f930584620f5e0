package dev.innerloop.usecase.release;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.Workload;
import dev.innerloop.event.ApplyReporter;
import dev.innerloop.event.Event;
import dev.innerloop.event.RolloutReporter;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.SecretValues;
import dev.innerloop.plan.AppPlan;
import dev.innerloop.plan.NamespaceFacts;
import dev.innerloop.plan.Release;
import dev.innerloop.plan.ReleaseManifests;
import dev.innerloop.plan.delivery.NodePlatforms;
import dev.innerloop.plan.image.PodImage;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.usecase.target.BackingServices;
import dev.innerloop.usecase.target.ReplicaReports;
import java.time.Duration;

/**
 * One app on its way to a cluster without dev mode. Each step returns the next one, and is
 * recorded: {@link Pushed}, {@link Prepared}, {@link Applied}.
 */
public final class ReleaseDeployment {

  private final RolloutRecorder recorder;

  private ReleaseDeployment(RolloutRecorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Finds the image that was pushed. Needs no cluster.
   *
   * @throws Problem if there is none
   */
  public static Pushed ofPushedImage(
      AppRequest app, ReleaseRequest request, RolloutRecorder recorder)
      throws InterruptedException {
    ReleaseDeployment shipment = new ReleaseDeployment(recorder);
    return shipment.recorded(() -> shipment.withImage(ReleaseImage.pushed(app, request)));
  }

  /** Begins with an image that is known. */
  static Pushed of(BuiltImage image, RolloutRecorder recorder) {
    return new ReleaseDeployment(recorder).withImage(image);
  }

  private Pushed withImage(BuiltImage image) {
    recorder.image(image);
    return new Pushed(image);
  }

  private interface Step<T> {

    T take() throws InterruptedException;
  }

  private <T> T recorded(Step<T> step) throws InterruptedException {
    try {
      return step.take();
    } catch (Problem problem) {
      recorder.failed(problem);
      throw problem;
    }
  }

  /** Its image is in a registry. */
  public final class Pushed {

    private final BuiltImage image;

    private Pushed(BuiltImage image) {
      this.image = image;
    }

    /**
     * Finds what is wrong before anything is changed.
     *
     * @param dryRun whether to ask the cluster whether it takes the manifests: applying begins with
     *     the same, so only needed if something else is applied before
     * @throws Problem if the app cannot be deployed
     */
    public Prepared prepare(
        AppPlan plan, NamespaceFacts facts, Cluster cluster, CommandForm commands, boolean dryRun)
        throws InterruptedException {
      recorder.place(cluster.context(), facts.name());
      return recorded(() -> prepared(plan, facts.nodes(), facts.name(), cluster, commands, dryRun));
    }

    private Prepared prepared(
        AppPlan plan,
        NodePlatforms nodes,
        String namespace,
        Cluster cluster,
        CommandForm commands,
        boolean dryRun) {
      nodes.require(
          "The image of " + plan.name(),
          image.architectures(),
          "Build it for them: dev:image and dev:push with -Ddev.platforms=" + nodes.platforms());
      Workload workload = cluster.workload(namespace, plan.name());
      Release release = plan.release(PodImage.released(image), recorder);
      ReleaseManifests.write(plan.request().app(), release.manifests());
      recorder.hide(SecretValues.of(release.applied()));
      ReplicaReports.of(workload).requireUnclaimed(plan.name(), commands);
      if (dryRun) {
        workload.plan(release.applied()).require(plan.request().recreate());
      }
      return new Prepared(
          plan.request(),
          release.applied(),
          workload,
          BackingServices.of(plan.name(), cluster, namespace, recorder));
    }
  }

  /** Nothing that is known keeps it from being deployed. */
  public final class Prepared {

    private final AppRequest app;
    private final Resources resources;
    private final Workload workload;
    private final BackingServices services;

    private Prepared(
        AppRequest app, Resources resources, Workload workload, BackingServices services) {
      this.app = app;
      this.resources = resources;
      this.workload = workload;
      this.services = services;
    }

    /**
     * Starts the services of the app, waits for them, and applies its manifests.
     *
     * @throws Problem if something of it is refused
     */
    public Applied apply(Duration timeout) throws InterruptedException {
      return recorded(
          () -> {
            services.begin(app);
            recorder.hide(SecretValues.of(resources).and(services.secrets()));
            services.await(timeout);
            workload.apply(
                resources, app.recreate(), new ApplyReporter(app.app().name(), recorder));
            return new Applied(app, resources, workload);
          });
    }
  }

  /** The cluster has its manifests. */
  public final class Applied {

    private final AppRequest app;
    private final Resources resources;
    private final Workload workload;

    private Applied(AppRequest app, Resources resources, Workload workload) {
      this.app = app;
      this.resources = resources;
      this.workload = workload;
    }

    /**
     * Blocks until its pods are ready, or what they do is done.
     *
     * @throws Problem if that fails, or takes too long
     */
    public void await(Duration timeout) throws InterruptedException {
      recorded(
          () -> {
            recorder.rolloutStarted();
            workload.awaitRollout(
                resources, timeout, new RolloutReporter(app.app().name(), recorder));
            recorder.accept(new Event.Notice(done()));
            recorder.succeeded();
            return true;
          });
    }

    private String done() {
      String name = app.app().name();
      String namespace = workload.namespace();
      return switch (app.workload().kind()) {
        case DEPLOYMENT, STATEFULSET -> name + " is rolled out in namespace " + namespace + ".";
        case JOB -> "Job " + name + " is done in namespace " + namespace + ".";
        case CRONJOB ->
            "CronJob " + name + " is applied in namespace " + namespace + ", and runs on schedule.";
      };
    }
  }
}
