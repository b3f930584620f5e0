package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.pods.PodSet;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for a roll-out. It asks often instead of watching: asking heals by itself. */
public final class Rollout {

  private static final Duration INTERVAL = Duration.ofMillis(300);

  /** Schedulers and quotas lag behind what terminating pods give back. */
  private static final Duration HINDRANCE_GRACE = Duration.ofSeconds(15);

  private static final int LOG_LINES = 15;

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final String app;
  private final RolloutListener listener;

  private @Nullable RolloutState told;
  private @Nullable String toldHindrance;
  private long hinderedSince;

  public Rollout(
      KubernetesClient client,
      ApiErrors errors,
      String namespace,
      String app,
      RolloutListener listener) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.app = app;
    this.listener = listener;
  }

  public void await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Deployment deployment = deployment();
      RolloutState state = RolloutState.of(deployment);
      tell(state);
      if (state instanceof RolloutState.Complete) {
        return;
      }
      Optional<Diagnosis> diagnosis =
          state instanceof RolloutState.Unobserved ? Optional.empty() : diagnose();
      diagnosis.ifPresent(this::judge);
      if (state instanceof RolloutState.Overdue overdue) {
        throw overdue("gave up: " + overdue.message(), diagnosis);
      }
      if (System.nanoTime() >= deadline) {
        throw overdue("is not available after " + atMost.toSeconds() + " s", diagnosis);
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
    }
  }

  private Deployment deployment() {
    Deployment deployment =
        errors.during(
            "read Deployment " + app,
            () -> client.apps().deployments().inNamespace(namespace).withName(app).get());
    if (deployment == null) {
      throw new Problem(
          "The Deployment " + app + " is gone from namespace " + namespace + ".",
          "Somebody deleted it: start again.");
    }
    return deployment;
  }

  private void tell(RolloutState state) {
    if (state.equals(told)) {
      return;
    }
    told = state;
    if (state instanceof RolloutState.Progressing progress) {
      listener.progressed(progress.wanted(), progress.updated(), progress.available());
    } else if (state instanceof RolloutState.Complete complete) {
      listener.progressed(complete.available(), complete.available(), complete.available());
    }
  }

  private Optional<Diagnosis> diagnose() {
    return errors.during(
        "read the pods of " + app,
        () -> {
          List<Pod> pods =
              client
                  .pods()
                  .inNamespace(namespace)
                  .withLabels(Labels.selector(app))
                  .list()
                  .getItems();
          return PodSet.of(
                  app,
                  client
                      .apps()
                      .replicaSets()
                      .inNamespace(namespace)
                      .withLabels(Labels.selector(app))
                      .list()
                      .getItems(),
                  pods)
              .flatMap(set -> Diagnosis.of(set, pods.stream().anyMatch(PodSet::terminates)));
        });
  }

  private void judge(Diagnosis diagnosis) {
    if (diagnosis instanceof Diagnosis.Fatal fatal) {
      throw new Problem(
          fatal.what() + ": " + fatal.words() + fatal.podWithLog().map(this::lastLines).orElse(""),
          fatal.remedy());
    }
    if (!diagnosis.words().equals(toldHindrance)) {
      if (toldHindrance == null) {
        hinderedSince = System.nanoTime();
      }
      toldHindrance = diagnosis.words();
      listener.hindered(diagnosis.words());
    } else if (System.nanoTime() - hinderedSince > HINDRANCE_GRACE.toNanos()
        && diagnosis instanceof Diagnosis.Hindrance hindrance) {
      throw new Problem(hindrance.what() + ": " + hindrance.words(), hindrance.remedy());
    }
  }

  private Problem overdue(String how, Optional<Diagnosis> diagnosis) {
    return new Problem(
        "The roll-out of "
            + app
            + " "
            + how
            + diagnosis.map(found -> ": " + found.words()).orElse("")
            + ".",
        "See what it waits for: mvn dev:status and mvn dev:log, or give it longer:"
            + " -Ddev.timeout=SECONDS");
  }

  private String lastLines(String pod) {
    try {
      return "\n"
          + client
              .pods()
              .inNamespace(namespace)
              .withName(pod)
              .terminated()
              .tailingLines(LOG_LINES)
              .getLog()
              .strip();
    } catch (KubernetesClientException e) {
      return "\n(its log cannot be read: " + ApiErrors.reason(e) + ")";
    }
  }
}
