package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.Plan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Names and labels, the same on all that is ours. */
final class Metadata {

  private Metadata() {}

  /** Of a resource that has the app's name. */
  static ObjectMeta of(Plan plan) {
    return named(plan, plan.name());
  }

  static ObjectMeta named(Plan plan, String name) {
    return new ObjectMetaBuilder().withName(name).withLabels(plan.labels()).build();
  }
}
