package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.AvailabilitySettings.Budget;
import dev.innerloop.manifest.settings.Given;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the cluster leaves of the app when it empties nodes: one of both. */
public final class BudgetParameter {

  /** How many replicas stay, as a number or a percentage. */
  @Parameter private @Nullable String minAvailable;

  /** How many replicas may be missing, as a number or a percentage. */
  @Parameter private @Nullable String maxUnavailable;

  public Budget settings() {
    return new Budget(
        Written.in("disruptionBudget", "minAvailable", minAvailable).map(Given::numberOrPercentage),
        Written.in("disruptionBudget", "maxUnavailable", maxUnavailable)
            .map(Given::numberOrPercentage));
  }
}
