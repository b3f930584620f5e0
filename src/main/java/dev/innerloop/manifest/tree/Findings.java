package dev.innerloop.manifest.tree;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with resources, collected so that one run tells all of it. */
public final class Findings {

  /** More of them help nobody, and a file can hold very many. */
  private static final int MOST_TOLD = 50;

  private final Set<Finding> all = new LinkedHashSet<>();

  /**
   * One thing that is wrong.
   *
   * @param what in the user's words
   * @param fix what to write instead, as a sentence
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
   * Stops if there are any, and tells them in the order of files and lines.
   *
   * @param app whose resources these are
   * @throws Problem that names each with its file, line and fix
   */
  public void require(String app, String remedy) {
    if (all.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        all.size() == 1
            ? "Something is wrong with the resources of " + app + ":"
            : all.size() + " things are wrong with the resources of " + app + ":");
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
