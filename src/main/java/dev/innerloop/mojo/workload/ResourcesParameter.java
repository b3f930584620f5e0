package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.ContainerSettings;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the app's container gets of its node. */
public final class ResourcesParameter {

  /**
   * Memory, such as {@code 512Mi}: asked for, and the most that there is. The heap takes 70 % of
   * it. Without it: 1Gi.
   */
  @Parameter private @Nullable String memory;

  /** CPU that is asked for, such as {@code 500m} or {@code 2}. Without it: 100m. */
  @Parameter private @Nullable String cpu;

  /** CPU that is the most. Without it: what the node has to spare, which starts apps faster. */
  @Parameter private @Nullable String cpuLimit;

  public ContainerSettings.Resources settings() {
    return new ContainerSettings.Resources(
        quantity("memory", memory), quantity("cpu", cpu), quantity("cpuLimit", cpuLimit));
  }

  private static Optional<String> quantity(String field, @Nullable String text) {
    return Written.in("resources", field, text).map(given -> given.quantity());
  }
}
