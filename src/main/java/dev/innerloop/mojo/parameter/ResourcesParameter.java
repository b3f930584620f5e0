package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.ContainerSettings;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Requests and limits of the app's container. */
public final class ResourcesParameter implements CompoundParameter {

  /**
   * Memory request and limit, such as {@code 512Mi}. The maximum heap is 70 % of it. Default: 1Gi.
   */
  @Parameter private @Nullable String memory;

  /** CPU request, such as {@code 500m} or {@code 2}. Default: 100m. */
  @Parameter private @Nullable String cpu;

  /** CPU limit. Default: none, so that the app starts faster on idle nodes. */
  @Parameter private @Nullable String cpuLimit;

  public ContainerSettings.Resources settings() {
    return new ContainerSettings.Resources(
        quantity("memory", memory), quantity("cpu", cpu), quantity("cpuLimit", cpuLimit));
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(() -> quantity("memory", memory));
    checks.check(() -> quantity("cpu", cpu));
    checks.check(() -> quantity("cpuLimit", cpuLimit));
  }

  private static Optional<String> quantity(String field, @Nullable String text) {
    return PomValues.in("resources", field, text).map(given -> given.quantity());
  }
}
