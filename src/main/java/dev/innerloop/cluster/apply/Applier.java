package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.applyset.ApiKinds;
import dev.innerloop.cluster.applyset.ApplySet;
import dev.innerloop.cluster.applyset.GroupKind;
import dev.innerloop.cluster.applyset.Pruning;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Server-side apply, under the plugin's own field manager, of all resources of an app. Nothing is
 * changed until the API server has accepted all of them in a dry run.
 */
public final class Applier {

  private static final int DELETION_SECONDS = 60;

  private final NamespaceClient api;
  private final ApplyListener listener;
  private final ApplyPlanner planner;
  private final ApplySet set;
  private final ApplyProblems refusals;

  public Applier(NamespaceClient api, String app, TenantLimits limits, ApplyListener listener) {
    this.api = api;
    this.listener = listener;
    this.planner = new ApplyPlanner(api, app, limits);
    this.set = new ApplySet(api, app);
    this.refusals = new ApplyProblems(api, limits);
  }

  /**
   * Applies the resources, and deletes those that were applied before and are not among them.
   *
   * @param recreate whether objects with changed immutable fields may be deleted and recreated
   * @throws Problem if the API server rejects one; reports what was changed nevertheless
   */
  public void apply(Resources resources, boolean recreate) {
    ApplyPlan plan = planner.all(resources);
    plan.require(recreate);
    Pruning pruning = new Pruning(api, new PruningReporter(listener));
    boolean recorded = recordKinds(plan, pruning);
    perform(plan.steps());
    if (recorded) {
      plan.unlisted().stream().map(Applier::unlisted).forEach(listener::noted);
      SortedSet<GroupKind> kinds = wantedKinds(plan);
      kinds.addAll(plan.unlisted());
      kinds.addAll(pruning.prune(plan.leaving()));
      write(plan, kinds);
    }
  }

  /** Applies some of an app's resources; all others are kept. */
  public void applySome(Resources resources) {
    List<ApplyStep> steps = planner.some(resources);
    new ApplyPlan(
            steps,
            List.of(),
            List.of(),
            new TreeSet<>(),
            new ApplySet.State(ApplySet.Access.ABSENT, new TreeSet<>()))
        .require(false);
    perform(steps);
  }

  /**
   * Records a kind in the set before applying its first object, so that a later run finds all of
   * them.
   */
  private boolean recordKinds(ApplyPlan plan, Pruning pruning) {
    pruning.adopt(plan.adopted(), set);
    SortedSet<GroupKind> kinds = wantedKinds(plan);
    kinds.addAll(plan.set().kinds());
    plan.adopted().forEach(member -> kinds.add(member.kind()));
    boolean recorded =
        plan.set().access() != ApplySet.Access.FORBIDDEN
            && (areRecorded(plan, kinds) || set.write(kinds));
    if (!recorded) {
      listener.noted(
          "Resources that are not in the configuration any more are not deleted from the cluster:"
              + " you are not allowed to write the ConfigMap "
              + set.name()
              + ", which records them.");
    }
    return recorded;
  }

  private static boolean areRecorded(ApplyPlan plan, SortedSet<GroupKind> kinds) {
    return plan.set().access() == ApplySet.Access.PRESENT && plan.set().kinds().equals(kinds);
  }

  private void write(ApplyPlan plan, SortedSet<GroupKind> kinds) {
    SortedSet<GroupKind> before = wantedKinds(plan);
    before.addAll(plan.set().kinds());
    plan.adopted().forEach(member -> before.add(member.kind()));
    if (!kinds.equals(before)) {
      set.write(kinds);
    }
  }

  private static SortedSet<GroupKind> wantedKinds(ApplyPlan plan) {
    return GroupKind.of(plan.steps().stream().map(ApplyStep::wanted).toList());
  }

  private static String unlisted(GroupKind kind) {
    return "You are not allowed to list resources of kind "
        + kind
        + ": those that are not in the configuration any more still exist.";
  }

  private void perform(List<ApplyStep> steps) {
    for (int i = 0; i < steps.size(); i++) {
      ApplyStep step = steps.get(i);
      try {
        perform(step);
      } catch (KubernetesClientException e) {
        throw halfway(refusals.problem(step.wanted(), step.live().orElse(null), e), steps, i);
      } catch (Problem problem) {
        throw halfway(problem, steps, i);
      }
    }
  }

  private static Problem halfway(Problem problem, List<ApplyStep> steps, int failed) {
    return new Problem(
        problem.getMessage()
            + (failed == 0 ? "" : "\nUp to date: " + titles(steps.subList(0, failed)) + ".")
            + "\nNot applied: "
            + titles(steps.subList(failed, steps.size()))
            + ".",
        problem.remedy(),
        problem);
  }

  private static String titles(List<ApplyStep> steps) {
    return String.join(", ", steps.stream().map(ApplyStep::title).toList());
  }

  private void perform(ApplyStep step) {
    if (step.isUnchanged()) {
      listener.applied(step.name(), ApplyListener.Outcome.UNCHANGED);
      return;
    }
    boolean recreated = step.answer() instanceof ApplyStep.Answer.Fixed;
    if (recreated) {
      delete(step);
    }
    HasMetadata live = recreated ? null : step.live().orElse(null);
    Optional<ReplicaCount> replicas = ReplicaCount.of(step.wanted(), step.live().orElse(null));
    if (live != null && replicas.filter(ReplicaCount::change).isPresent()) {
      // By the scale subresource, not by apply: the user who scaled last does not own the number.
      new Scaling(api.client(), api.namespace(), step.wanted().getMetadata().getName())
          .to(replicas.get().wanted());
    }
    Optional<StrategyChange> strategy = StrategyChange.of(step.wanted(), live);
    strategy.ifPresent(change -> change.prepare(api));
    HasMetadata applied =
        api.client()
            .resource(
                replicas
                    .map(number -> ReplicaCount.with(step.wanted(), number.wanted()))
                    .orElse(step.wanted()))
            .inNamespace(api.namespace())
            .fieldManager(Labels.MANAGER)
            .serverSideApply();
    strategy.ifPresent(change -> change.finish(api));
    listener.applied(step.name(), outcome(step, recreated, applied));
    if (applied instanceof Deployment deployment) {
      awaitObserved(deployment);
    } else if (applied instanceof CustomResourceDefinition definition) {
      new NewKinds(api.client(), new ApiKinds(api.client(), List.of())).await(definition);
    }
  }

  private static ApplyListener.Outcome outcome(
      ApplyStep step, boolean recreated, HasMetadata applied) {
    if (recreated) {
      return ApplyListener.Outcome.RECREATED;
    }
    if (step.live().isEmpty()) {
      return ApplyListener.Outcome.CREATED;
    }
    return Objects.equals(
            step.live().get().getMetadata().getResourceVersion(),
            applied.getMetadata().getResourceVersion())
        ? ApplyListener.Outcome.UNCHANGED
        : ApplyListener.Outcome.CHANGED;
  }

  private void delete(ApplyStep step) {
    listener.noted("Deleting " + step.title() + " to recreate it.");
    var resource = api.client().resource(step.wanted()).inNamespace(api.namespace());
    resource.withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    try {
      resource.waitUntilCondition(Objects::isNull, DELETION_SECONDS, TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException e) {
      throw new Problem(
          step.title() + " is being deleted, but still exists after " + DELETION_SECONDS + " s.",
          "See what blocks the deletion: kubectl describe --namespace="
              + api.namespace()
              + " "
              + step.title().replace(' ', '/')
              + "\nthen run the command again.",
          e);
    }
  }

  /** So that a later query for the current pods does not return those that were just replaced. */
  private void awaitObserved(Deployment applied) {
    try {
      api.client()
          .apps()
          .deployments()
          .inNamespace(api.namespace())
          .withName(applied.getMetadata().getName())
          .waitUntilCondition(
              now ->
                  now == null
                      || (now.getStatus() != null
                          && now.getStatus().getObservedGeneration() != null
                          && now.getStatus().getObservedGeneration()
                              >= applied.getMetadata().getGeneration()),
              5,
              TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException slowController) {
      // The rollout is awaited elsewhere, where its failures are diagnosed.
    }
  }
}
