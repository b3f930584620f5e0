package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.AvailabilitySettings.Autoscaling;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** HorizontalPodAutoscaler of the app. */
public final class AutoscalingParameter implements CompoundParameter {

  /** Minimum number of replicas. Default: 1. */
  @Parameter private @Nullable String min;

  /** Maximum number of replicas. */
  @Parameter private @Nullable String max;

  /**
   * Target CPU utilization in percent of {@code resources.cpu}. Default: 80 if no memory target is
   * set.
   */
  @Parameter private @Nullable String cpu;

  /** Target memory utilization in percent of {@code resources.memory}. */
  @Parameter private @Nullable String memory;

  public Autoscaling settings() {
    return new Autoscaling(min(), max(), percent("cpu", cpu), percent("memory", memory));
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(this::min);
    checks.check(this::max);
    checks.check(() -> percent("cpu", cpu));
    checks.check(() -> percent("memory", memory));
    checks.check(this::settings);
  }

  private int min() {
    return PomValues.in("autoscaling", "min", min).map(given -> given.number(1, 1000)).orElse(1);
  }

  private int max() {
    return PomValues.required("autoscaling", "max", max).number(1, 1000);
  }

  private static OptionalInt percent(String field, @Nullable String text) {
    return PomValues.in("autoscaling", field, text)
        .map(given -> OptionalInt.of(given.number(1, 1000)))
        .orElse(OptionalInt.empty());
  }
}
