package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.Volumes;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.PodSettings.Source;
import dev.innerloop.manifest.settings.PodSettings.Volume;
import dev.innerloop.manifest.settings.WorkloadKind;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.stream.Stream;

/**
 * PersistentVolumeClaims of the app: one for all its pods, or one for each pod of a StatefulSet.
 */
final class Claims {

  private Claims() {}

  static Stream<PersistentVolumeClaim> of(PodPlan plan, Reasons why) {
    return plan.settings().kind() == WorkloadKind.STATEFULSET
        ? Stream.empty()
        : owned(plan)
            .map(
                volume -> {
                  String name = Volumes.claim(plan, volume);
                  return claim(plan, volume, name, why.of("PersistentVolumeClaim", name));
                });
  }

  /** The claim templates of a StatefulSet. */
  static Stream<PersistentVolumeClaim> templates(PodPlan plan, Reasons why) {
    return owned(plan)
        .map(
            volume ->
                claim(
                    plan,
                    volume,
                    volume.name(),
                    why.at("volumeClaimTemplates[" + volume.name() + "]")));
  }

  static Stream<Volume> owned(PodPlan plan) {
    return plan.settings().pod().volumes().stream()
        .filter(volume -> volume.source() instanceof Source.Storage);
  }

  private static PersistentVolumeClaim claim(
      PodPlan plan, Volume volume, String name, Reasons why) {
    if (!(volume.source() instanceof Source.Storage storage)) {
      throw new IllegalArgumentException(volume.name() + " is not a created PersistentVolumeClaim");
    }
    return new PersistentVolumeClaimBuilder()
        .withMetadata(Metadata.named(plan, name))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storage.storageClass().orElse(null))
        .withNewResources()
        .addToRequests(
            "storage",
            new Quantity(
                why.take(
                    "spec.resources.requests.storage", storage.size(), "volumes.size in the POM")))
        .endResources()
        .endSpec()
        .build();
  }
}
