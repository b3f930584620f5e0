package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.stream.Stream;

/** All resources of an app, as far as its settings require them. */
public final class Kinds {

  /** One kind of resource. */
  private interface Kind {
    Stream<? extends HasMetadata> of(PodPlan plan, Reasons why);
  }

  /** Dependencies come first. */
  private static final List<Kind> IN_ORDER =
      List.of(
          Accounts::of,
          ConfigMaps::of,
          Secrets::of,
          Claims::of,
          NetworkPolicies::of,
          Services::of,
          Workloads::of,
          Exposures::of,
          Budgets::of,
          Autoscalers::of);

  private Kinds() {}

  /**
   * A pure function.
   *
   * @throws Problem if the settings contradict each other
   */
  public static List<HasMetadata> of(PodPlan plan, Reasons why) {
    return IN_ORDER.stream().<HasMetadata>flatMap(kind -> kind.of(plan, why)).toList();
  }
}
