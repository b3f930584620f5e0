package dev.innerloop.manifest.tree;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the errors in resources, so that one run reports all of them. */
public final class Findings {

  /** Limits the output, because one file can have very many errors. */
  private static final int MOST_TOLD = 50;

  private final Set<Finding> all = new LinkedHashSet<>();

  /**
   * One error.
   *
   * @param what message for the user
   * @param fix how to fix it, as a sentence
   */
  public record Finding(Position at, String what, String fix) {

    @Override
    public String toString() {
      return at + ": " + what + "\n    " + fix;
    }
  }

  public void add(Position at, String what, String fix) {
    all.add(new Finding(at, what, fix));
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  public List<Finding> all() {
    return List.copyOf(all);
  }

  /**
   * Fails if there are errors, in the order of files and lines.
   *
   * @param app the app of the resources
   * @throws Problem with each error, its file and line, and how to fix it
   */
  public void require(String app, String remedy) {
    if (all.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        all.size() == 1
            ? "1 error in the resources of " + app + ":"
            : all.size() + " errors in the resources of " + app + ":");
    all.stream()
        .sorted(
            Comparator.comparing((Finding it) -> it.at().source())
                .thenComparing(it -> it.at().line()))
        .limit(MOST_TOLD)
        .forEach(finding -> lines.add("  " + finding));
    if (all.size() > MOST_TOLD) {
      lines.add("  and " + (all.size() - MOST_TOLD) + " more");
    }
    throw new Problem(String.join("\n", lines), remedy);
  }
}
