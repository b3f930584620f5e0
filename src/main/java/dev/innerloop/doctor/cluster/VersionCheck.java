package dev.innerloop.doctor.cluster;

import dev.innerloop.cluster.facts.ServerVersion;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.util.List;
import java.util.function.Supplier;

/** Whether the cluster can do what we ask of it. */
public record VersionCheck(Supplier<ServerVersion> version) implements Check {

  /** Before, resources could not be applied by the server. */
  private static final int OLDEST = 22;

  /** Whose fields are known. */
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
  public Finding look() {
    ServerVersion found = version.get();
    if (found.isOlderThan(1, OLDEST)) {
      return Finding.problem(
          "The cluster is Kubernetes "
              + found.words()
              + ", and the oldest that can apply resources on the server is 1."
              + OLDEST
              + ".",
          "Use another cluster, or ask whoever runs it for a newer Kubernetes.");
    }
    return Finding.ok(
        "Kubernetes "
            + found.words()
            + (found.isOlderThan(1, KNOWN + 1)
                ? ""
                : "; fields of resources are checked as 1." + KNOWN + " has them"));
  }
}
