package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.AvailabilitySettings.Autoscaling;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** As many replicas as the load needs. */
public final class AutoscalingParameter {

  /** The fewest replicas. Without it: 1. */
  @Parameter private @Nullable String min;

  /** The most replicas. */
  @Parameter private @Nullable String max;

  /** The percentage of {@code resources.cpu} to keep to. Without it, and without memory: 80. */
  @Parameter private @Nullable String cpu;

  /** The percentage of {@code resources.memory} to keep to. */
  @Parameter private @Nullable String memory;

  public Autoscaling settings() {
    return new Autoscaling(
        Written.in("autoscaling", "min", min).map(given -> given.number(1, 1000)).orElse(1),
        Written.required("autoscaling", "max", max).number(1, 1000),
        percent("cpu", cpu),
        percent("memory", memory));
  }

  private static OptionalInt percent(String field, @Nullable String text) {
    return Written.in("autoscaling", field, text)
        .map(given -> OptionalInt.of(given.number(1, 1000)))
        .orElse(OptionalInt.empty());
  }
}
