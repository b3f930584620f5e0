package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.KubernetesText;
import dev.innerloop.manifest.settings.PodSettings.Source;
import dev.innerloop.manifest.settings.PodSettings.Volume;
import dev.innerloop.problem.Problem;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Volume mounted into the container. Without a source, it is an emptyDir, which is deleted with the
 * pod.
 */
public final class VolumeParameter implements CompoundParameter {

  /** Name of the volume. */
  @Parameter private @Nullable String name;

  /** Mount path in the container. */
  @Parameter private @Nullable String path;

  /** Whether the volume is read-only. */
  @Parameter(defaultValue = "false")
  private boolean readOnly;

  /**
   * Size of a PersistentVolumeClaim that is created for the app, such as {@code 10Gi}. It is kept
   * when the app is deleted.
   */
  @Parameter private @Nullable String size;

  /** StorageClass of the created claim. Default: the cluster's default class. */
  @Parameter private @Nullable String storageClass;

  /** Name of an existing PersistentVolumeClaim. */
  @Parameter private @Nullable String claim;

  /** Name of a ConfigMap to mount as files. */
  @Parameter private @Nullable String configMap;

  /** Name of a Secret to mount as files. */
  @Parameter private @Nullable String secret;

  public Volume settings() {
    return new Volume(name(), path(), readOnly, source());
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(this::name);
    checks.check(this::path);
    checks.check(this::source);
  }

  private String name() {
    return PomValues.required("volumes", "name", name).label();
  }

  private String path() {
    return PomValues.required("volumes", "path", path).path();
  }

  private Source source() {
    if (Stream.of(size, claim, configMap, secret).filter(Objects::nonNull).count() > 1) {
      throw new Problem(
          "volumes has " + name + " with more than one of size, claim, configMap and secret.",
          "Set one of them, or none for an emptyDir.");
    }
    if (size != null) {
      return new Source.Storage(
          PomValues.required("volumes", "size", size).quantity(),
          PomValues.in("volumes", "storageClass", storageClass).map(KubernetesText::name));
    }
    Optional<KubernetesText> claimed = PomValues.in("volumes", "claim", claim);
    if (claimed.isPresent()) {
      return new Source.Claim(claimed.get().name());
    }
    return configMap == null && secret == null
        ? new Source.Empty()
        : new Source.Config(ReferenceParser.one("volumes", secret, configMap));
  }
}
