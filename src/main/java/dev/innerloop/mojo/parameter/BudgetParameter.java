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
    return new Budget(
        amount("minAvailable", minAvailable), amount("maxUnavailable", maxUnavailable));
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(() -> amount("minAvailable", minAvailable));
    checks.check(() -> amount("maxUnavailable", maxUnavailable));
    checks.check(this::settings);
  }

  private static Optional<String> amount(String field, @Nullable String text) {
    return PomValues.in("disruptionBudget", field, text).map(KubernetesText::numberOrPercentage);
  }
}
