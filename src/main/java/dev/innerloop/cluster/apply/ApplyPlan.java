package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.applyset.ApplySet;
import dev.innerloop.cluster.applyset.GroupKind;
import dev.innerloop.cluster.applyset.Member;
import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * What applying would do, before anything is done.
 *
 * @param steps in their order
 * @param leaving what is not in the configuration any more; of these {@link Member#isKept()} stay
 * @param adopted what was applied before there was a set
 * @param unlisted kinds of which it is not known what is left there
 */
public record ApplyPlan(
    List<Step> steps,
    List<Member> leaving,
    List<Member> adopted,
    SortedSet<GroupKind> unlisted,
    ApplySet.State set) {

  public ApplyPlan {
    steps = List.copyOf(steps);
    leaving = List.copyOf(leaving);
    adopted = List.copyOf(adopted);
  }

  /**
   * Stops if the API server would not take all of it.
   *
   * @param recreate whether resources may be deleted and created again
   * @throws Problem that names all that it has against it
   */
  public void require(boolean recreate) {
    List<Problem> problems = new ArrayList<>();
    for (Step step : steps) {
      if (step.answer() instanceof Step.Answer.Refused refused) {
        problems.add(refused.problem());
      } else if (step.answer() instanceof Step.Answer.Fixed fixed
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

  static boolean isRecreatable(Step step) {
    return !Member.isKept(GroupKind.of(step.wanted()));
  }
}
