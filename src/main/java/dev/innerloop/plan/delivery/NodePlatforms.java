package dev.innerloop.plan.delivery;

import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The platforms of the nodes that run images.
 *
 * @param architectures as OCI names them; empty if unknown
 */
public record NodePlatforms(List<String> architectures) {

  /** No cluster was asked. */
  public static final NodePlatforms UNKNOWN = new NodePlatforms(List.of());

  public NodePlatforms {
    architectures = List.copyOf(architectures);
  }

  /** Those that images are built for by default; that of this machine first. */
  public List<String> orThisMachine() {
    String here = thisMachine();
    if (architectures.isEmpty()) {
      return List.of(here);
    }
    return architectures.stream()
        .sorted((one, other) -> Boolean.compare(other.equals(here), one.equals(here)))
        .toList();
  }

  /**
   * Makes sure that something runs on at least one of them.
   *
   * @param what is checked, as the beginning of a sentence
   * @param built the platforms it is built for; empty if unknown
   * @throws Problem if it is built for others only
   */
  public void require(String what, List<String> built, String remedy) {
    if (architectures.isEmpty()
        || built.isEmpty()
        || built.stream().anyMatch(architectures::contains)) {
      return;
    }
    throw new Problem(
        what
            + " is built for "
            + names(built)
            + ", and the nodes are "
            + names(architectures)
            + ".",
        remedy);
  }

  /** As users write platforms. */
  public String platforms() {
    return names(architectures);
  }

  private static String names(List<String> architectures) {
    return architectures.stream().map(it -> "linux/" + it).collect(Collectors.joining(","));
  }

  private static String thisMachine() {
    String here = System.getProperty("os.arch");
    return here.equals("aarch64") || here.equals("arm64") ? "arm64" : "amd64";
  }
}
