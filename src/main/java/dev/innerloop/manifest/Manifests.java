package dev.innerloop.manifest;

import dev.innerloop.manifest.kind.Kinds;
import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.Ports;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import java.util.LinkedHashMap;
import java.util.Map;

/** Generates the resources of an app in release form. */
public final class Manifests {

  /** Leaves room for the suffix that controllers append to the name of a CronJob. */
  private static final int CRON_JOB_NAME = 52;

  private Manifests() {}

  /**
   * A pure function: same request, same resources.
   *
   * @throws Problem if the settings contradict each other or the app's configuration
   */
  public static Resources generate(ManifestRequest request) {
    return explained(request).resources();
  }

  /** The same resources, with the origin of each field. */
  public static ExplainedResources explained(ManifestRequest request) {
    Reasons reasons = Reasons.none();
    Resources resources = new Resources(Kinds.of(plan(request), reasons));
    return new ExplainedResources(resources, reasons.all());
  }

  private static PodPlan plan(ManifestRequest request) {
    App app = request.app();
    WorkloadKind kind = request.settings().kind();
    if (kind == WorkloadKind.CRONJOB && app.name().length() > CRON_JOB_NAME) {
      throw new Problem(
          "The name of a CronJob has at most 52 characters, and " + app.name() + " is longer.",
          "Set a shorter name: -Ddev.name=" + app.name().substring(0, 20).replaceAll("-+$", ""));
    }
    if (!kind.serves() && request.replicas().isPresent()) {
      throw new Problem(
          "dev.replicas is set, but a " + kind.title() + " does not support it.",
          "Remove it, or set another kind: -Ddev.kind=deployment");
    }
    return new PodPlan(
        app,
        request.settings(),
        request.image().reference(),
        request.image().runsAsRoot(),
        request.replicas(),
        request.present(),
        request.openShift(),
        labels(request),
        Labels.selector(app.name()),
        Ports.of(app.endpoints(), request.settings()));
  }

  private static Map<String, String> labels(ManifestRequest request) {
    Map<String, String> labels = new LinkedHashMap<>(Labels.of(request.app()));
    if (!request.settings().kind().serves()) {
      labels.put(Labels.COMPONENT, "job");
    }
    request
        .settings()
        .labels()
        .forEach(
            (name, value) -> {
              if (Labels.FIXED.contains(name)) {
                throw new Problem(
                    "labels sets " + name + ", a reserved label that selects the app's resources.",
                    "Remove it. To change the name of the app, set dev.name.");
              }
              labels.put(name, value);
            });
    return labels;
  }
}
