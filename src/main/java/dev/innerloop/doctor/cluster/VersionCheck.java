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

  /** Before, a cluster does not tell who its user is. */
  private static final int TELLS_USER = 28;

  /** Whose fields are known. Stable ones never go, and what we do not send is left alone. */
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
    return Finding.ok("Kubernetes " + found.words() + note(found));
  }

  private static String note(ServerVersion found) {
    if (found.isOlderThan(1, TELLS_USER)) {
      return "; it does not tell who you are (1."
          + TELLS_USER
          + " does), so that is taken from this machine";
    }
    return found.isOlderThan(1, KNOWN + 1)
        ? ""
        : "; fields of resources are checked as 1." + KNOWN + " has them";
  }
}
