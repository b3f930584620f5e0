package dev.innerloop.cluster.diff;

import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What applying an app would change, all of it.
 *
 * @param differences in the order in which they would come about; unchanged resources included
 * @param refusals why it would not be applied
 * @param notes what else the user should know
 */
public record Comparison(List<Difference> differences, List<Problem> refusals, List<String> notes) {

  public Comparison {
    differences = List.copyOf(differences);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /** With a namespace that is not there yet, and cannot be asked. */
  public static Comparison withNothing(Resources resources) {
    return new Comparison(
        resources.all().stream().map(Difference::created).toList(), List.of(), List.of());
  }

  /** The same, with something more that the user should know. */
  public Comparison with(String note) {
    return new Comparison(
        differences, refusals, Stream.concat(Stream.of(note), notes.stream()).toList());
  }

  /** Whether anything would be changed. */
  public boolean changes() {
    return differences.stream()
        .anyMatch(difference -> difference.change() != Difference.Change.UNCHANGED);
  }
}
