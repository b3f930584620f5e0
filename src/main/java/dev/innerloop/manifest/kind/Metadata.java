package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Names and labels of all generated resources. */
final class Metadata {

  private Metadata() {}

  /** The metadata of a resource with the app's name. */
  static ObjectMeta of(PodPlan plan) {
    return named(plan, plan.name());
  }

  static ObjectMeta named(PodPlan plan, String name) {
    return new ObjectMetaBuilder().withName(name).withLabels(plan.labels()).build();
  }
}
