package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.reason.Reasons;
import dev.innerloop.manifest.settings.Holder;
import dev.innerloop.manifest.settings.Kind;
import dev.innerloop.manifest.settings.PodSettings;
import dev.innerloop.manifest.settings.PodSettings.Source;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The volumes of the pods and their mounts. */
public final class Volumes {

  private final Plan plan;

  Volumes(Plan plan) {
    this.plan = plan;
  }

  /** The name of the PersistentVolumeClaim that is created for a volume. */
  public static String claim(Plan plan, PodSettings.Volume volume) {
    return plan.name() + "-" + volume.name();
  }

  List<Volume> volumes(Reasons why) {
    List<Volume> volumes = new ArrayList<>();
    for (PodSettings.Volume volume : plan.settings().pod().volumes()) {
      source(volume, why.at("volumes[" + volume.name() + "]")).ifPresent(volumes::add);
    }
    for (Holder own : new Contents(plan).ofFiles()) {
      Reasons whyOwn = why.at("volumes[" + nameOf(own) + "]");
      volumes.add(held(nameOf(own), own, whyOwn, field(own) + ".files in the POM"));
    }
    return volumes;
  }

  /** Empty if the claim template of the StatefulSet creates the volume. */
  private Optional<Volume> source(PodSettings.Volume volume, Reasons why) {
    String from = "volumes in the POM";
    if (volume.source() instanceof Source.Held held) {
      return Optional.of(held(volume.name(), held.holder(), why, from));
    }
    if (volume.source() instanceof Source.Empty) {
      return Optional.of(
          new VolumeBuilder().withName(volume.name()).withNewEmptyDir().endEmptyDir().build());
    }
    boolean own = volume.source() instanceof Source.Storage;
    if (own && plan.settings().kind() == Kind.STATEFULSET) {
      return Optional.empty();
    }
    String claim =
        volume.source() instanceof Source.Claim existing ? existing.name() : claim(plan, volume);
    return Optional.of(
        new VolumeBuilder()
            .withName(volume.name())
            .withNewPersistentVolumeClaim()
            .withClaimName(why.take("persistentVolumeClaim.claimName", claim, from))
            .endPersistentVolumeClaim()
            .build());
  }

  private static Volume held(String name, Holder holder, Reasons why, String from) {
    return holder.secret()
        ? new VolumeBuilder()
            .withName(name)
            .withNewSecret()
            .withSecretName(why.take("secret.secretName", holder.name(), from))
            .endSecret()
            .build()
        : new VolumeBuilder()
            .withName(name)
            .withNewConfigMap()
            .withName(why.take("configMap.name", holder.name(), from))
            .endConfigMap()
            .build();
  }

  List<VolumeMount> mounts(Reasons why) {
    List<VolumeMount> mounts = new ArrayList<>();
    for (PodSettings.Volume volume : plan.settings().pod().volumes()) {
      mounts.add(
          mount(volume.name(), volume.path(), volume.readOnly(), why, "volumes.path in the POM"));
    }
    Contents contents = new Contents(plan);
    for (Holder own : contents.ofFiles()) {
      String from = field(own) + ".path in the POM, or its default";
      mounts.add(mount(nameOf(own), contents.of(own).path(), true, why, from));
    }
    return mounts;
  }

  private static VolumeMount mount(
      String name, String path, boolean readOnly, Reasons why, String from) {
    return new VolumeMountBuilder()
        .withName(name)
        .withMountPath(why.take("volumeMounts[" + name + "].mountPath", path, from))
        .withReadOnly(readOnly ? Boolean.TRUE : null)
        .build();
  }

  private static String nameOf(Holder own) {
    return field(own) + "-files";
  }

  private static String field(Holder own) {
    return own.secret() ? "secret" : "config";
  }
}
