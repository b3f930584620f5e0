package dev.innerloop.cluster.diff;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.apply.ApplyPlan;
import dev.innerloop.cluster.apply.ApplyStep;
import dev.innerloop.cluster.applyset.Member;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the plan of an apply into a readable comparison. */
public final class Comparer {

  private final NamespaceClient api;
  private final List<Difference> differences = new ArrayList<>();
  private final List<Problem> refusals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  public Comparer(NamespaceClient api) {
    this.api = api;
  }

  /**
   * Compares, once.
   *
   * @param instead what counts as live, by titles such as {@code Deployment hello}, where the
   *     cluster has something else at the moment
   * @param own titles of objects that are removed by other means
   */
  public Comparison compare(ApplyPlan plan, Map<String, HasMetadata> instead, List<String> own) {
    plan.steps().forEach(step -> add(step, instead.get(step.title())));
    plan.leaving().stream().filter(member -> !own.contains(member.title())).forEach(this::leaves);
    plan.unlisted()
        .forEach(
            kind ->
                notes.add(
                    "You are not allowed to list resources of kind "
                        + kind
                        + ": those that are not in the configuration any more would be kept."));
    return new Comparison(differences, refusals, notes);
  }

  private void add(ApplyStep step, @Nullable HasMetadata instead) {
    ApplyStep.Answer answer = step.answer();
    if (answer instanceof ApplyStep.Answer.Accepted accepted) {
      if (step.live().isEmpty()) {
        differences.add(Difference.created(accepted.after()));
      } else if (instead != null) {
        differences.add(Difference.between(instead, accepted.after()));
      } else {
        differences.add(difference(step.live().get(), accepted));
      }
    } else if (answer instanceof ApplyStep.Answer.Refused refused) {
      refusals.add(refused.problem());
    } else if (answer instanceof ApplyStep.Answer.Fixed fixed) {
      refusals.add(fixed.problem());
    } else if (step.live().isEmpty()) {
      differences.add(Difference.created(step.wanted()));
    } else {
      notes.add(
          step.title()
              + " cannot be compared: an admission webhook of the cluster does not support dry"
              + " run.");
    }
  }

  private static Difference difference(HasMetadata live, ApplyStep.Answer.Accepted accepted) {
    Difference difference = Difference.between(live, accepted.after());
    return accepted.changes() && difference.change() == Difference.Change.UNCHANGED
        ? difference.inOwnershipOnly()
        : difference;
  }

  private void leaves(Member member) {
    if (member.isKept()) {
      notes.add(
          member.title() + " is not in the configuration any more. It would nevertheless be kept.");
      return;
    }
    Optional<GenericKubernetesResource> live =
        api.errors()
            .during(
                "read " + member.title(),
                () ->
                    Optional.ofNullable(
                        api.client()
                            .genericKubernetesResources(member.context())
                            .inNamespace(api.namespace())
                            .withName(member.name())
                            .get()));
    live.map(Difference::removed).ifPresent(differences::add);
  }
}
