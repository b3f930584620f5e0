package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.PodSettings;
import dev.innerloop.manifest.settings.PodSettings.Source;
import dev.innerloop.manifest.settings.WorkloadKind;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The volumes of the pods and their mounts. */
public final class Volumes {

  private final PodPlan plan;

  Volumes(PodPlan plan) {
    this.plan = plan;
  }

  /** The name of the PersistentVolumeClaim that is created for a volume. */
  public static String claim(PodPlan plan, PodSettings.Volume volume) {
    return plan.name() + "-" + volume.name();
  }

  List<Volume> volumes(Reasons why) {
    List<Volume> volumes = new ArrayList<>();
    for (PodSettings.Volume volume : plan.settings().pod().volumes()) {
      source(volume, why.at("volumes[" + volume.name() + "]")).ifPresent(volumes::add);
    }
    for (ConfigReference own : new ConfigContent(plan).ofFiles()) {
      Reasons whyOwn = why.at("volumes[" + nameOf(own) + "]");
      volumes.add(config(nameOf(own), own, whyOwn, field(own) + ".files in the POM"));
    }
    return volumes;
  }

  /** Empty if the claim template of the StatefulSet creates the volume. */
  private Optional<Volume> source(PodSettings.Volume volume, Reasons why) {
    String from = "volumes in the POM";
    if (volume.source() instanceof Source.Config config) {
      return Optional.of(config(volume.name(), config.holder(), why, from));
    }
    if (volume.source() instanceof Source.Empty) {
      return Optional.of(
          new VolumeBuilder().withName(volume.name()).withNewEmptyDir().endEmptyDir().build());
    }
    boolean own = volume.source() instanceof Source.Storage;
    if (own && plan.settings().kind() == WorkloadKind.STATEFULSET) {
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

  private static Volume config(String name, ConfigReference holder, Reasons why, String from) {
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
    ConfigContent contents = new ConfigContent(plan);
    for (ConfigReference own : contents.ofFiles()) {
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

  private static String nameOf(ConfigReference own) {
    return field(own) + "-files";
  }

  private static String field(ConfigReference own) {
    return own.secret() ? "secret" : "config";
  }
}
