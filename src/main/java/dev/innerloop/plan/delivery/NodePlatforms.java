package dev.innerloop.plan.delivery;

import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What nodes are that images are to run on.
 *
 * @param architectures as OCI names them; empty where nobody knows
 */
public record NodePlatforms(List<String> architectures) {

  /** No cluster was asked. */
  public static final NodePlatforms UNKNOWN = new NodePlatforms(List.of());

  public NodePlatforms {
    architectures = List.copyOf(architectures);
  }

  /** Those that images are made for without a word of the user; that of this machine first. */
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
   * Lets pass what runs on one of them at least.
   *
   * @param what is made for these, to begin a sentence
   * @param made empty where nobody knows
   * @throws Problem if it is made for other ones
   */
  public void require(String what, List<String> made, String remedy) {
    if (architectures.isEmpty()
        || made.isEmpty()
        || made.stream().anyMatch(architectures::contains)) {
      return;
    }
    throw new Problem(
        what + " is made for " + words(made) + ", and the nodes are " + words(architectures) + ".",
        remedy);
  }

  /** As users write platforms. */
  public String words() {
    return words(architectures);
  }

  private static String words(List<String> architectures) {
    return architectures.stream().map(it -> "linux/" + it).collect(Collectors.joining(","));
  }

  private static String thisMachine() {
    String here = System.getProperty("os.arch");
    return here.equals("aarch64") || here.equals("arm64") ? "arm64" : "amd64";
  }
}
