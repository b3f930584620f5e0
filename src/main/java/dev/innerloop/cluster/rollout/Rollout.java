package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.diagnosis.ClusterEvidence;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Waits for a rollout. It polls often instead of watching: polling recovers by itself. */
public final class Rollout {

  private static final Duration INTERVAL = Duration.ofMillis(300);

  private final NamespaceClient api;
  private final RolloutListener listener;
  private final ClusterEvidence evidence;
  private final List<RolloutPoller> followers = new ArrayList<>();

  public Rollout(NamespaceClient api, RolloutListener listener) {
    this.api = api;
    this.listener = listener;
    this.evidence =
        new ClusterEvidence(
            api.client(),
            api.namespace(),
            words ->
                listener.noted(
                    "The causes of a failed rollout cannot be reported in full, because you are not"
                        + " allowed to read them: "
                        + words));
  }

  /**
   * Waits for all resources that run pods; those started later, such as CronJobs, are not awaited.
   */
  public Rollout of(List<HasMetadata> resources) {
    resources.forEach(
        resource -> {
          String name = resource.getMetadata().getName();
          if (resource instanceof Deployment) {
            ofDeployment(name);
          } else if (resource instanceof StatefulSet) {
            follow(
                name,
                "StatefulSet",
                api.client().apps().statefulSets(),
                StatefulSetRollout::observe);
          } else if (resource instanceof Job) {
            follow(name, "Job", api.client().batch().v1().jobs(), JobRollout::observe);
          }
        });
    return this;
  }

  public Rollout ofDeployment(String name) {
    follow(name, "Deployment", api.client().apps().deployments(), DeploymentRollout::observe);
    return this;
  }

  private <T extends HasMetadata, L> void follow(
      String name,
      String kind,
      MixedOperation<T, L, ? extends Resource<T>> operation,
      Function<T, RolloutObservation> observe) {
    followers.add(
        new RolloutPoller(
            kind,
            name,
            () ->
                api.errors()
                    .during(
                        "read " + kind + " " + name,
                        () ->
                            Optional.ofNullable(
                                    operation.inNamespace(api.namespace()).withName(name).get())
                                .map(observe)),
            evidence,
            listener));
  }

  /**
   * Blocks until all are rolled out.
   *
   * @throws Problem as soon as it is certain that one will not be, or after the timeout
   */
  public void await(Duration atMost) throws InterruptedException {
    long begun = System.nanoTime();
    List<RolloutPoller> open = new ArrayList<>(followers);
    while (true) {
      Duration now = Duration.ofNanos(System.nanoTime() - begun);
      open.removeIf(poller -> poller.poll(now));
      if (open.isEmpty()) {
        return;
      }
      if (now.compareTo(atMost) >= 0) {
        throw open.get(0).overdue(atMost);
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
    }
  }
}
