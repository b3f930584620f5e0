package dev.innerloop.cluster;

import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

/** Small resources with the labels of an app, as fragments get them. */
final class SampleResources {

  private SampleResources() {}

  static ConfigMap configMap(String app, String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofAllOf(app))
        .endMetadata()
        .addToData("key", value)
        .build();
  }

  static Secret secret(String app, String name, String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofAllOf(app))
        .endMetadata()
        .withType("Opaque")
        .addToStringData("key", value)
        .build();
  }

  static PersistentVolumeClaim claim(String app, String name, String size) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofAllOf(app))
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity(size))
        .endResources()
        .endSpec()
        .build();
  }
}
