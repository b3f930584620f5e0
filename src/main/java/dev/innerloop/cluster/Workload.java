package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.apply.Applier;
import dev.innerloop.cluster.apply.ApplyListener;
import dev.innerloop.cluster.apply.ApplyPlan;
import dev.innerloop.cluster.apply.ApplyPlanner;
import dev.innerloop.cluster.apply.Scaling;
import dev.innerloop.cluster.applyset.Deletion;
import dev.innerloop.cluster.diff.Comparer;
import dev.innerloop.cluster.diff.Comparison;
import dev.innerloop.cluster.discovery.ServiceAccountCredentials;
import dev.innerloop.cluster.pods.LogListener;
import dev.innerloop.cluster.pods.PodFiles;
import dev.innerloop.cluster.pods.PodLogs;
import dev.innerloop.cluster.pods.PodReplicas;
import dev.innerloop.cluster.rollout.Rollout;
import dev.innerloop.cluster.rollout.RolloutListener;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.PullSecret;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** An app in a namespace of a cluster, with all operations on it. */
public final class Workload {

  private final NamespaceClient api;
  private final String app;
  private final TenantLimits limits;

  Workload(NamespaceClient api, String app, TenantLimits limits) {
    this.api = api;
    this.app = app;
    this.limits = limits;
  }

  public String namespace() {
    return api.namespace();
  }

  public String app() {
    return app;
  }

  /**
   * Applies the resources as the complete set of the app: objects that were applied before and are
   * not among them are deleted, except volumes and namespaces. The number of replicas is kept,
   * unless the resources set it.
   *
   * @throws Problem if the cluster rejects them, or another field manager owns a field that would
   *     change
   */
  public void apply(Resources resources, ApplyListener listener) {
    apply(resources, false, listener);
  }

  /**
   * The same.
   *
   * @param recreate whether objects may be deleted and recreated if they cannot be changed
   */
  public void apply(Resources resources, boolean recreate, ApplyListener listener) {
    new Applier(api, app, limits, listener).apply(resources, recreate);
  }

  /**
   * What {@link #apply} would do, determined by a dry run. Changes nothing.
   *
   * @throws Problem if the API server cannot be reached; what it rejects is part of the plan
   */
  public ApplyPlan plan(Resources resources) {
    return new ApplyPlanner(api, app, limits).all(resources);
  }

  /**
   * The same in readable form. In dev mode the app's release form counts as the existing state,
   * since that is what users know.
   */
  public Comparison compare(Resources resources) {
    Map<String, HasMetadata> undone = new HashMap<>();
    new DevMode(api, app, limits)
        .undone()
        .ifPresent(deployment -> undone.put("Deployment " + app, deployment));
    Comparison comparison =
        new Comparer(api).compare(plan(resources), undone, DevMode.additions(app));
    return undone.isEmpty()
        ? comparison
        : comparison.with(
            app + " is in dev mode, which dev:apply ends: compared with its release form.");
  }

  /**
   * Waits until the Deployment is rolled out and available, by the rules of {@code kubectl rollout
   * status}. Blocks until done or interrupted.
   *
   * @throws Problem as soon as it is certain to fail, or after the timeout
   */
  public void awaitRollout(Duration atMost, RolloutListener listener) throws InterruptedException {
    new Rollout(api, listener).ofDeployment(app).await(atMost);
  }

  /**
   * The same for all resources that run pods: StatefulSets are rolled out, too, and Jobs complete.
   *
   * @throws Problem as soon as one of them is certain to fail, or after the timeout
   */
  public void awaitRollout(Resources resources, Duration atMost, RolloutListener listener)
      throws InterruptedException {
    new Rollout(api, listener).of(resources.all()).await(atMost);
  }

  /** The session key of the running dev mode: it authenticates a session to the replicas. */
  public Optional<SessionKey> sessionKey() {
    Secret secret =
        api.errors()
            .during(
                "read the session key of " + app,
                () ->
                    api.client()
                        .secrets()
                        .inNamespace(api.namespace())
                        .withName(DevOverlay.objects(app))
                        .get());
    if (secret == null || secret.getData() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(secret.getData().get(DevOverlay.KEY))
        .map(Base64.getDecoder()::decode)
        .filter(bytes -> bytes.length == SessionKey.BYTES)
        .map(SessionKey::of);
  }

  /** The credentials with which nodes pull the app's image, if an earlier run stored them. */
  public Optional<PullSecret> pullSecret() {
    Secret secret =
        api.errors()
            .during(
                "read the pull Secret of the image of " + app,
                () ->
                    api.client()
                        .secrets()
                        .inNamespace(api.namespace())
                        .withName(PullSecret.nameOf(app))
                        .get());
    return Optional.ofNullable(secret)
        .filter(it -> it.getMetadata().getLabels() != null && it.getData() != null)
        .filter(
            it ->
                it.getMetadata().getLabels().entrySet().containsAll(Labels.ofAllOf(app).entrySet()))
        .flatMap(it -> Optional.ofNullable(it.getData().get(PullSecret.ENTRY)))
        .map(entry -> new PullSecret(app, new String(Base64.getDecoder().decode(entry), UTF_8)));
  }

  /**
   * The registries for which ServiceAccounts of the namespace have pull credentials; they apply to
   * pods that name no pull Secrets.
   */
  public ServiceAccountCredentials loginsOf(String account) {
    return ServiceAccountCredentials.of(api, account);
  }

  /**
   * The pods of the Deployment's current ReplicaSet, each reported as soon as its container runs.
   *
   * @param supervisorPort the loopback port of supervisors
   */
  public ReplicaSource replicas(int supervisorPort) {
    return new PodReplicas(api, app, supervisorPort);
  }

  /**
   * The replicas that are running now.
   *
   * @param supervisorPort the loopback port of supervisors
   */
  public List<Replica> presentReplicas(int supervisorPort) {
    return new PodReplicas(api, app, supervisorPort).present();
  }

  /**
   * Follows the logs of all its pods.
   *
   * @param since leaves out what was logged before; empty begins at the start of each container
   * @return stops following when closed
   */
  public Closeable followLog(Optional<Instant> since, LogListener listener) {
    return PodLogs.follow(api, app, since, listener);
  }

  /**
   * Makes the kubelet refresh ConfigMap and Secret volumes of the app's pods now, instead of within
   * a minute.
   */
  public void refreshFiles() {
    new PodFiles(api.client(), api.namespace(), app).refresh();
  }

  /** The status of the app; empty if it is not deployed. */
  public Optional<Status> status() {
    return new StatusReader(api, app).read();
  }

  /** Where the app answers, as far as the user may read that. */
  public List<String> urls() {
    return new AppUrls(api, app).read();
  }

  /** The number of replicas that applying keeps; empty if the app is not deployed. */
  public OptionalInt replicas() {
    return api.errors()
        .during(
            "read Deployment " + app,
            () ->
                Stream.ofNullable(
                        api.client()
                            .apps()
                            .deployments()
                            .inNamespace(api.namespace())
                            .withName(app)
                            .get())
                    .mapToInt(Scaling::kept)
                    .findFirst());
  }

  /**
   * Leaves dev mode: restores the release form or, if no image contains the app, scales to zero
   * replicas.
   *
   * @return how the app was delivered; empty if it was not in dev mode
   */
  public Optional<Delivery> stopDevMode() {
    return new DevMode(api, app, limits).stop();
  }

  /**
   * Deletes all objects that were applied for the app, and waits until they are gone. Succeeds if
   * there are none.
   *
   * @throws Problem if an object may not be deleted, or is not gone in time
   */
  public Deletion.Deleted delete(Duration atMost) throws InterruptedException {
    return new Deletion(api, app).delete(atMost);
  }
}
