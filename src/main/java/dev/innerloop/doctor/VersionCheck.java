package dev.innerloop.doctor;

import dev.innerloop.cluster.discovery.ServerVersion;
import java.util.List;
import java.util.function.Supplier;

/** Whether the cluster's version is supported. */
public record VersionCheck(Supplier<ServerVersion> version) implements Check {

  /** Older ones do not support server-side apply. */
  private static final int OLDEST = 22;

  /** Older ones do not report the user. */
  private static final int TELLS_USER = 28;

  /**
   * The version whose fields are known. Stable fields are never removed, and fields that are not
   * sent are not changed.
   */
  private static final int KNOWN = 34;

  @Override
  public Topic topic() {
    return Topic.VERSION;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.API_SERVER);
  }

  @Override
  public CheckResult run() {
    ServerVersion found = version.get();
    if (found.isOlderThan(1, OLDEST)) {
      return CheckResult.problem(
          "The cluster runs Kubernetes "
              + found.words()
              + ", but server-side apply requires 1."
              + OLDEST
              + " or newer.",
          "Use another cluster, or ask a cluster administrator for a newer Kubernetes.");
    }
    return CheckResult.ok("Kubernetes " + found.words() + note(found));
  }

  private static String note(ServerVersion found) {
    if (found.isOlderThan(1, TELLS_USER)) {
      return "; it does not report your user name (1."
          + TELLS_USER
          + " does), so this machine's is used";
    }
    return found.isOlderThan(1, KNOWN + 1)
        ? ""
        : "; fields of resources are validated against 1." + KNOWN;
  }
}
