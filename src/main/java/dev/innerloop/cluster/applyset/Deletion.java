package dev.innerloop.cluster.applyset;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.Parallel;
import dev.innerloop.manifest.InstallOrder;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Removes all that was applied for an app: what its ApplySet holds, and what has our labels. Never
 * a namespace, never a volume.
 */
public final class Deletion {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final String app;
  private final ApplySet set;
  private final Members members;

  public Deletion(KubernetesClient client, ApiErrors errors, String namespace, String app) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.app = app;
    this.set = new ApplySet(client, errors, namespace, app);
    this.members =
        new Members(client, errors, new ApiKinds(client, List.of()), set, namespace, app);
  }

  /**
   * What became of an app's resources.
   *
   * @param removed such as {@code Service hello}
   * @param kept what is never removed
   * @param unlisted kinds of which we may not list whether there are any
   */
  public record Deleted(List<String> removed, List<String> kept, List<String> unlisted) {

    public Deleted {
      removed = List.copyOf(removed);
      kept = List.copyOf(kept);
      unlisted = List.copyOf(unlisted);
    }
  }

  /**
   * Removes it and waits until it is gone. The set goes last: what a killed run left is found by
   * it.
   *
   * @throws Problem if something may not be removed or does not go
   */
  public Deleted delete(Duration atMost) throws InterruptedException {
    ApplySet.State state = set.read();
    Found found = find(state.kinds());
    List<Member> leaving = found.members().stream().filter(it -> !it.isKept()).toList();
    List<Member> removed = removeAll(leaving);
    awaitGone(leaving, atMost);
    if (state.access() == ApplySet.Access.PRESENT && found.unlisted().isEmpty()) {
      set.delete();
    }
    return new Deleted(
        titles(removed),
        titles(found.members().stream().filter(Member::isKept).toList()),
        found.unlisted().stream().map(GroupKind::toString).toList());
  }

  private record Found(List<Member> members, SortedSet<GroupKind> unlisted) {}

  private Found find(SortedSet<GroupKind> kinds) {
    try (Parallel parallel = new Parallel()) {
      Members.Listing ofSet = members.ofSet(kinds, parallel);
      Map<String, Member> all = new LinkedHashMap<>();
      ofSet.present().forEach(member -> all.put(member.uid(), member));
      members.labelled(parallel).forEach(member -> all.putIfAbsent(member.uid(), member));
      return new Found(
          all.values().stream()
              .sorted(InstallOrder.by((Member it) -> it.kind().kind()).reversed())
              .toList(),
          ofSet.unlisted());
    }
  }

  /** What may not be removed keeps nothing else from it. */
  private List<Member> removeAll(List<Member> leaving) {
    List<Member> removed = new ArrayList<>();
    List<Member> left = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Member member : leaving) {
      try {
        member.in(namespace, client).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
        removed.add(member);
      } catch (KubernetesClientException e) {
        left.add(member);
        problems.add(errors.problem("delete " + member.title(), e));
      }
    }
    if (problems.isEmpty()) {
      return removed;
    }
    throw new Problem(
        problems.stream().map(Problem::getMessage).collect(Collectors.joining("\n"))
            + (removed.isEmpty() ? "" : "\nDeleted: " + String.join(", ", titles(removed)) + ".")
            + "\nStill there: "
            + String.join(", ", titles(left))
            + ".",
        problems.get(0).remedy(),
        problems.get(0));
  }

  private void awaitGone(List<Member> leaving, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (List<String> left = left(leaving); !left.isEmpty(); left = left(leaving)) {
      if (System.nanoTime() >= deadline) {
        throw new Problem(
            "After "
                + atMost.toSeconds()
                + " s these are not gone from namespace "
                + namespace
                + ": "
                + String.join(", ", left)
                + ".",
            "They are being deleted; see what holds them: kubectl describe --namespace="
                + namespace
                + " "
                + left.get(0).replace(' ', '/'));
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  private List<String> left(List<Member> leaving) {
    List<String> left = new ArrayList<>();
    errors.running(
        "look for what is left of " + app,
        () -> {
          leaving.stream().filter(member -> isThere(member)).map(Member::title).forEach(left::add);
          client
              .pods()
              .inNamespace(namespace)
              .withLabels(Labels.ofAllOf(app))
              .list()
              .getItems()
              .stream()
              // Others stay: of a Deployment that somebody else has applied.
              .filter(HasMetadata::isMarkedForDeletion)
              .map(pod -> "Pod " + pod.getMetadata().getName())
              .forEach(left::add);
        });
    return left;
  }

  /** A new one of the same name is somebody else's. */
  private boolean isThere(Member member) {
    var found = member.in(namespace, client).get();
    return found != null && found.getMetadata().getUid().equals(member.uid());
  }

  private static List<String> titles(List<Member> members) {
    return members.stream().map(Member::title).toList();
  }
}
