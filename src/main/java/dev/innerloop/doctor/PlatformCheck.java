package dev.innerloop.doctor;

import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the image supports the platforms of the nodes.
 *
 * @param nodes their platforms; empty if the user may not read them
 * @param wanted the configured platforms; empty selects those of the nodes
 */
public record PlatformCheck(String app, Supplier<List<String>> nodes, Supplier<List<String>> wanted)
    implements Check {

  @Override
  public Topic topic() {
    return Topic.PLATFORM;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.APP, Topic.API_SERVER);
  }

  @Override
  public CheckResult run() {
    List<String> theirs = nodes.get();
    if (theirs.isEmpty()) {
      return CheckResult.unchecked("you are not allowed to read nodes");
    }
    List<String> ours = wanted.get().isEmpty() ? theirs : wanted.get();
    List<String> others = theirs.stream().filter(it -> !ours.contains(it)).toList();
    if (others.isEmpty()) {
      return CheckResult.ok(platforms(theirs));
    }
    String found =
        "The image is built for " + platforms(ours) + ", but nodes run " + platforms(theirs) + ".";
    String remedy =
        "Build it for them: -Ddev.platforms="
            + String.join(",", theirs.stream().map(it -> "linux/" + it).toList());
    return others.size() == theirs.size()
        ? CheckResult.problem(found, remedy)
        : CheckResult.warning(found, remedy);
  }

  private static String platforms(List<String> architectures) {
    return String.join(", ", architectures.stream().map(it -> "linux/" + it).toList());
  }
}
