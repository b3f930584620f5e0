package dev.innerloop.cluster;

import dev.innerloop.cluster.apply.ApplyListener;
import dev.innerloop.manifest.ResourceName;
import dev.innerloop.manifest.Resources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** Records the messages of an apply. */
final class Applied implements ApplyListener {

  final List<String> outcomes = new ArrayList<>();
  final List<String> words = new ArrayList<>();

  static Applied to(Workload workload, HasMetadata... resources) {
    return to(workload, false, resources);
  }

  static Applied to(Workload workload, boolean recreate, HasMetadata... resources) {
    Applied told = new Applied();
    workload.apply(new Resources(List.of(resources)), recreate, told);
    return told;
  }

  @Override
  public void applied(ResourceName resource, Outcome outcome) {
    outcomes.add(resource + " " + outcome);
  }

  @Override
  public void noted(String message) {
    words.add(message);
  }
}
