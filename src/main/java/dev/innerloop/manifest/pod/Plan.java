package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Everything that the resources of an app are made from.
 *
 * @param image as nodes pull it
 * @param namesUser whether pods have to name a user, as the image names none by number
 * @param replicas how many, if the user said so
 * @param labels of all resources and pods
 * @param selector those of the labels that find the pods
 */
public record Plan(
    App app,
    WorkloadSettings settings,
    String image,
    boolean namesUser,
    OptionalInt replicas,
    boolean openShift,
    Map<String, String> labels,
    Map<String, String> selector,
    Ports ports) {

  public String name() {
    return app.name();
  }

  /** The most replicas that there may be. */
  public int mostReplicas() {
    return settings
        .availability()
        .autoscaling()
        .map(autoscaling -> autoscaling.max())
        .orElse(replicas.orElse(1));
  }
}
