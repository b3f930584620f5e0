package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.apply.Applier;
import dev.innerloop.cluster.apply.ApplyListener;
import dev.innerloop.cluster.apply.ApplyPlan;
import dev.innerloop.cluster.apply.Planner;
import dev.innerloop.cluster.applyset.Deletion;
import dev.innerloop.cluster.diff.Comparer;
import dev.innerloop.cluster.diff.Comparison;
import dev.innerloop.cluster.place.AccountLogins;
import dev.innerloop.cluster.pods.LogListener;
import dev.innerloop.cluster.pods.PodFiles;
import dev.innerloop.cluster.pods.PodLogs;
import dev.innerloop.cluster.pods.PodReplicas;
import dev.innerloop.cluster.rollout.Rollout;
import dev.innerloop.cluster.rollout.RolloutListener;
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
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An app in a namespace of a cluster: everything that is done to it, or asked about it. */
public final class Workload {

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final String app;

  Workload(KubernetesClient client, ApiErrors errors, String namespace, String app) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.app = app;
  }

  public String namespace() {
    return namespace;
  }

  public String app() {
    return app;
  }

  /**
   * Makes the cluster hold the resources, and nothing else of the app: what was applied before and
   * is not among them is removed, but for volumes and namespaces. The number of replicas is kept as
   * it is, unless the resources say one.
   *
   * @throws Problem if the cluster refuses, or somebody else holds what would be changed
   */
  public void apply(Resources resources, ApplyListener listener) {
    apply(resources, false, listener);
  }

  /**
   * The same.
   *
   * @param recreate whether resources may be deleted and created again where they cannot be changed
   */
  public void apply(Resources resources, boolean recreate, ApplyListener listener) {
    new Applier(client, errors, namespace, app, listener).apply(resources, recreate);
  }

  /**
   * What {@link #apply} would do, found out by a dry run. Nothing is changed.
   *
   * @throws Problem if the cluster cannot be asked; what it refuses is in the plan
   */
  public ApplyPlan plan(Resources resources) {
    return new Planner(client, errors, namespace, app).all(resources);
  }

  /**
   * The same for people to read. In dev mode the shipped form counts as what is there, since that
   * is what users know.
   */
  public Comparison compare(Resources resources) {
    Map<String, HasMetadata> undone = new HashMap<>();
    new DevMode(client, errors, namespace, app)
        .undone()
        .ifPresent(deployment -> undone.put("Deployment " + app, deployment));
    Comparison comparison =
        new Comparer(client, errors, namespace)
            .compare(plan(resources), undone, DevMode.additions(app));
    return undone.isEmpty()
        ? comparison
        : comparison.with(
            app + " is in dev mode, which dev:apply ends: compared with its shipped form.");
  }

  /**
   * Waits until the Deployment is rolled out and available, by the rules of {@code kubectl rollout
   * status}. Blocks; interrupting ends it.
   *
   * @throws Problem as soon as it is certain to fail, or when the time is over
   */
  public void awaitRollout(Duration atMost, RolloutListener listener) throws InterruptedException {
    new Rollout(client, errors, namespace, listener).ofDeployment(app).await(atMost);
  }

  /**
   * The same for all of the resources that run pods: StatefulSets, too, and Jobs until they are
   * done.
   *
   * @throws Problem as soon as one of them is certain to fail, or when the time is over
   */
  public void awaitRollout(Resources resources, Duration atMost, RolloutListener listener)
      throws InterruptedException {
    new Rollout(client, errors, namespace, listener).of(resources.all()).await(atMost);
  }

  /** The key of the running dev mode: whoever may read it may attach. */
  public Optional<SessionKey> sessionKey() {
    Secret secret =
        errors.during(
            "read the session key of " + app,
            () -> client.secrets().inNamespace(namespace).withName(DevOverlay.objects(app)).get());
    if (secret == null || secret.getData() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(secret.getData().get(DevOverlay.KEY))
        .map(Base64.getDecoder()::decode)
        .filter(bytes -> bytes.length == SessionKey.BYTES)
        .map(SessionKey::of);
  }

  /** The login by which nodes pull its image, if an earlier run left one. */
  public Optional<PullSecret> pullSecret() {
    Secret secret =
        errors.during(
            "read the Secret by which nodes pull the image of " + app,
            () -> client.secrets().inNamespace(namespace).withName(PullSecret.nameOf(app)).get());
    return Optional.ofNullable(secret)
        .filter(it -> it.getMetadata().getLabels() != null && it.getData() != null)
        .filter(
            it ->
                it.getMetadata().getLabels().entrySet().containsAll(Labels.ofAllOf(app).entrySet()))
        .flatMap(it -> Optional.ofNullable(it.getData().get(PullSecret.ENTRY)))
        .map(entry -> new PullSecret(app, new String(Base64.getDecoder().decode(entry), UTF_8)));
  }

  /** What pods may pull that run as an account of its namespace and name no Secrets. */
  public AccountLogins loginsOf(String account) {
    return AccountLogins.of(client, errors, namespace, account);
  }

  /**
   * The pods of the Deployment's current ReplicaSet, as soon as their container runs.
   *
   * @param supervisorPort where supervisors listen on their loopback
   */
  public ReplicaSource replicas(int supervisorPort) {
    return new PodReplicas(client, errors, namespace, app, supervisorPort);
  }

  /**
   * The replicas that run at this moment.
   *
   * @param supervisorPort where supervisors listen on their loopback
   */
  public List<Replica> presentReplicas(int supervisorPort) {
    return new PodReplicas(client, errors, namespace, app, supervisorPort).present();
  }

  /**
   * Follows the log of all its pods.
   *
   * @param since where to begin; empty begins with each container
   * @return ends it
   */
  public Closeable followLog(Optional<Instant> since, LogListener listener) {
    return PodLogs.follow(client, errors, namespace, app, since, listener);
  }

  /**
   * Has nodes look at once for what ConfigMaps and Secrets have as files for its pods; they do
   * within a minute otherwise.
   */
  public void refreshFiles() {
    new PodFiles(client, namespace, app).refresh();
  }

  /** How it is; empty if it is not there. */
  public Optional<Status> status() {
    return new StatusReader(client, errors, namespace, app).read();
  }

  /**
   * Leaves dev mode: goes back to the shipped form, or, where no image holds the app, to zero
   * replicas.
   *
   * @return how the app was delivered; empty if it was not in dev mode
   */
  public Optional<Delivery> stopDevMode() {
    return new DevMode(client, errors, namespace, app).stop();
  }

  /**
   * Removes all that was applied for the app, and waits until it is gone. Nothing there is fine.
   *
   * @throws Problem if something of it may not be removed, or does not go in time
   */
  public Deletion.Deleted delete(Duration atMost) throws InterruptedException {
    return new Deletion(client, errors, namespace, app).delete(atMost);
  }
}
