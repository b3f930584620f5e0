package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The input for all resources of an app.
 *
 * @param image as pulled by the nodes
 * @param namesUser whether pods must set a user ID because the image has no numeric user
 * @param replicas number of replicas, if set by the user
 * @param present number of replicas on the cluster, if it is known
 * @param labels of all resources and pods
 * @param selector the labels that select the pods
 */
public record PodPlan(
    App app,
    WorkloadSettings settings,
    String image,
    boolean namesUser,
    OptionalInt replicas,
    OptionalInt present,
    boolean openShift,
    Map<String, String> labels,
    Map<String, String> selector,
    Ports ports) {

  public PodPlan {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    selector = Collections.unmodifiableMap(new LinkedHashMap<>(selector));
  }

  public String name() {
    return app.name();
  }

  /** The maximum number of replicas. */
  public int mostReplicas() {
    return settings
        .availability()
        .autoscaling()
        .map(autoscaling -> autoscaling.max())
        .orElse(replicas.orElse(present.orElse(1)));
  }
}
