package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.AvailabilitySettings.Budget;
import dev.innerloop.manifest.settings.KubernetesText;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** PodDisruptionBudget of the app: one of the two values. */
public final class BudgetParameter implements CompoundParameter {

  /** Minimum number of available replicas while nodes are drained, or a percentage. */
  @Parameter private @Nullable String minAvailable;

  /** Maximum number of unavailable replicas while nodes are drained, or a percentage. */
  @Parameter private @Nullable String maxUnavailable;

  public Budget settings() {
    return new Budget(minimum(), maximum());
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(this::minimum);
    checks.check(this::maximum);
    checks.check(this::settings);
  }

  private Optional<String> minimum() {
    return PomValues.in("disruptionBudget", "minAvailable", minAvailable)
        .map(KubernetesText::numberOrPercentage);
  }

  private Optional<String> maximum() {
    return PomValues.in("disruptionBudget", "maxUnavailable", maxUnavailable)
        .map(KubernetesText::numberOrPercentage);
  }
}
