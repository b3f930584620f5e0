package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.applyset.ApplySet;
import dev.innerloop.cluster.applyset.GroupKind;
import dev.innerloop.cluster.applyset.Member;
import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What applying would do.
 *
 * @param steps in their order
 * @param leaving members that are not in the configuration any more; those that are {@link
 *     Member#isKept()} are not deleted
 * @param adopted what was applied before there was a set
 * @param unlisted kinds that the user may not list, so that leftovers of them are unknown
 */
public record ApplyPlan(
    List<ApplyStep> steps,
    List<Member> leaving,
    List<Member> adopted,
    SortedSet<GroupKind> unlisted,
    ApplySet.State set) {

  public ApplyPlan {
    unlisted = Collections.unmodifiableSortedSet(new TreeSet<>(unlisted));
    steps = List.copyOf(steps);
    leaving = List.copyOf(leaving);
    adopted = List.copyOf(adopted);
  }

  /**
   * Fails if the API server would not accept all of it.
   *
   * @param recreate whether objects may be deleted and recreated
   * @throws Problem that lists all reasons for rejection
   */
  public void require(boolean recreate) {
    List<Problem> problems = new ArrayList<>();
    for (ApplyStep step : steps) {
      if (step.answer() instanceof ApplyStep.Answer.Refused refused) {
        problems.add(refused.problem());
      } else if (step.answer() instanceof ApplyStep.Answer.Fixed fixed
          && !(recreate && isRecreatable(step))) {
        problems.add(fixed.problem());
      }
    }
    if (!problems.isEmpty()) {
      throw new Problem(
          String.join("\n", problems.stream().map(Problem::getMessage).toList())
              + "\nNothing was changed on the cluster.",
          String.join("\n", problems.stream().map(Problem::remedy).distinct().toList()),
          problems.get(0));
    }
  }

  static boolean isRecreatable(ApplyStep step) {
    return !Member.isKept(GroupKind.of(step.wanted()));
  }
}
