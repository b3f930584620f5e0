package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.AvailabilitySettings.Budget;
import dev.innerloop.manifest.settings.KubernetesText;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** PodDisruptionBudget of the app: one of the two values. */
public final class BudgetParameter {

  /** Minimum number of available replicas while nodes are drained, or a percentage. */
  @Parameter private @Nullable String minAvailable;

  /** Maximum number of unavailable replicas while nodes are drained, or a percentage. */
  @Parameter private @Nullable String maxUnavailable;

  public Budget settings() {
    return new Budget(
        PomValues.in("disruptionBudget", "minAvailable", minAvailable)
            .map(KubernetesText::numberOrPercentage),
        PomValues.in("disruptionBudget", "maxUnavailable", maxUnavailable)
            .map(KubernetesText::numberOrPercentage));
  }
}
