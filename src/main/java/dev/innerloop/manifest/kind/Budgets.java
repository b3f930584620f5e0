package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.provenance.Reasons;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The PodDisruptionBudget. */
final class Budgets {

  private Budgets() {}

  static Stream<PodDisruptionBudget> of(PodPlan plan, Reasons why) {
    return plan.settings().availability().budget().stream()
        .map(
            budget -> {
              Reasons own = why.of("PodDisruptionBudget", plan.name());
              return new PodDisruptionBudgetBuilder()
                  .withMetadata(Metadata.of(plan))
                  .withNewSpec()
                  .withNewSelector()
                  .withMatchLabels(plan.selector())
                  .endSelector()
                  .withMinAvailable(number(budget.minAvailable(), "minAvailable", own))
                  .withMaxUnavailable(number(budget.maxUnavailable(), "maxUnavailable", own))
                  .endSpec()
                  .build();
            });
  }

  private static @Nullable IntOrString number(Optional<String> given, String field, Reasons why) {
    return given
        .map(it -> why.take("spec." + field, it, "disruptionBudget." + field + " in the POM"))
        .map(it -> it.endsWith("%") ? new IntOrString(it) : new IntOrString(Integer.parseInt(it)))
        .orElse(null);
  }
}
