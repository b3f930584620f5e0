package dev.innerloop.cluster.diff;

import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that applying an app would change.
 *
 * @param differences in the order in which they would be applied; unchanged resources included
 * @param refusals why the API server would reject it
 * @param notes further messages for the user
 */
public record Comparison(List<Difference> differences, List<Problem> refusals, List<String> notes) {

  public Comparison {
    differences = List.copyOf(differences);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /** With a namespace that does not exist yet. */
  public static Comparison withNothing(Resources resources) {
    return new Comparison(
        resources.all().stream().map(Difference::created).toList(), List.of(), List.of());
  }

  /** The same, with another message for the user. */
  public Comparison with(String note) {
    return new Comparison(
        differences, refusals, Stream.concat(Stream.of(note), notes.stream()).toList());
  }

  /** Whether anything would change. */
  public boolean changes() {
    return differences.stream()
        .anyMatch(difference -> difference.change() != Difference.Change.UNCHANGED);
  }
}
