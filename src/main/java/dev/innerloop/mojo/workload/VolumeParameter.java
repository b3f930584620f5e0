package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.PodSettings.Source;
import dev.innerloop.manifest.settings.PodSettings.Volume;
import dev.innerloop.problem.Problem;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A folder that is not the image's. Without a source it is empty, and gone with the pod. */
public final class VolumeParameter {

  /** The name of the volume. */
  @Parameter private @Nullable String name;

  /** Where it is in the container. */
  @Parameter private @Nullable String path;

  /** Whether the app may only read it. */
  @Parameter(defaultValue = "false")
  private boolean readOnly;

  /** Storage of the app's own of this size, such as {@code 10Gi}: kept when the app is deleted. */
  @Parameter private @Nullable String size;

  /** The StorageClass of {@code size}. Without it: the cluster's default. */
  @Parameter private @Nullable String storageClass;

  /** The name of a PersistentVolumeClaim that is in the namespace. */
  @Parameter private @Nullable String claim;

  /** The name of a ConfigMap whose entries are its files. */
  @Parameter private @Nullable String configMap;

  /** The name of a Secret whose entries are its files. */
  @Parameter private @Nullable String secret;

  public Volume settings() {
    return new Volume(
        Written.required("volumes", "name", name).label(),
        Written.required("volumes", "path", path).path(),
        readOnly,
        source());
  }

  private Source source() {
    if (Stream.of(size, claim, configMap, secret).filter(Objects::nonNull).count() > 1) {
      throw new Problem(
          "volumes has " + name + " with more than one of size, claim, configMap and secret.",
          "Leave one of them, or none for a folder that is empty at first.");
    }
    if (size != null) {
      return new Source.Storage(
          Written.required("volumes", "size", size).quantity(),
          Written.in("volumes", "storageClass", storageClass).map(Given::name));
    }
    Optional<Given> claimed = Written.in("volumes", "claim", claim);
    if (claimed.isPresent()) {
      return new Source.Claim(claimed.get().name());
    }
    return configMap == null && secret == null
        ? new Source.Empty()
        : new Source.Held(Holders.one("volumes", secret, configMap));
  }
}
