package dev.innerloop.cluster.applyset;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.manifest.InstallOrder;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Deletes all that was applied for an app: the members of its ApplySet, and what has the plugin's
 * labels. Never deletes a namespace or a volume.
 */
public final class Deletion {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final NamespaceClient api;
  private final String app;
  private final ApplySet set;
  private final Members members;

  public Deletion(NamespaceClient api, String app) {
    this.api = api;
    this.app = app;
    this.set = new ApplySet(api, app);
    this.members = new Members(api, new ApiKinds(api.client(), List.of()), set, app);
  }

  /**
   * What was done to an app's resources.
   *
   * @param removed such as {@code Service hello}
   * @param kept kinds that are never deleted
   * @param unlisted kinds that the user may not list
   */
  public record Deleted(List<String> removed, List<String> kept, List<String> unlisted) {

    public Deleted {
      removed = List.copyOf(removed);
      kept = List.copyOf(kept);
      unlisted = List.copyOf(unlisted);
    }
  }

  /**
   * Deletes the resources and waits until they are gone. The set is deleted last: it records what
   * an interrupted run has left.
   *
   * @throws Problem if an object may not be deleted or is not gone in time
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

  private record Found(List<Member> members, SortedSet<GroupKind> unlisted) {
    Found {
      members = List.copyOf(members);
      unlisted = Collections.unmodifiableSortedSet(new TreeSet<>(unlisted));
    }
  }

  private Found find(SortedSet<GroupKind> kinds) {
    try (ParallelRequests parallel = new ParallelRequests()) {
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

  /** An object that may not be deleted does not prevent the deletion of others. */
  private List<Member> removeAll(List<Member> leaving) {
    List<Member> removed = new ArrayList<>();
    List<Member> left = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Member member : leaving) {
      try {
        member
            .in(api.namespace(), api.client())
            .withPropagationPolicy(DeletionPropagation.FOREGROUND)
            .delete();
        removed.add(member);
      } catch (KubernetesClientException e) {
        left.add(member);
        problems.add(api.errors().problem("delete " + member.title(), e));
      }
    }
    if (problems.isEmpty()) {
      return removed;
    }
    throw new Problem(
        ""
            + problems.stream().map(Problem::getMessage).collect(Collectors.joining("\n"))
            + (removed.isEmpty() ? "" : "\nDeleted: " + String.join(", ", titles(removed)) + ".")
            + "\nNot deleted: "
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
            "Not gone from namespace "
                + api.namespace()
                + " after "
                + atMost.toSeconds()
                + " s: "
                + String.join(", ", left)
                + ".",
            "They are being deleted; see what blocks it: kubectl describe --namespace="
                + api.namespace()
                + " "
                + left.get(0).replace(' ', '/'));
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  private List<String> left(List<Member> leaving) {
    List<String> left = new ArrayList<>();
    api.errors()
        .running(
            "find the remaining resources of " + app,
            () -> {
              leaving.stream()
                  .filter(member -> exists(member))
                  .map(Member::title)
                  .forEach(left::add);
              api
                  .client()
                  .pods()
                  .inNamespace(api.namespace())
                  .withLabels(Labels.ofAllOf(app))
                  .list()
                  .getItems()
                  .stream()
                  // Others are kept: those of a Deployment that another tool has applied.
                  .filter(HasMetadata::isMarkedForDeletion)
                  .map(pod -> "Pod " + pod.getMetadata().getName())
                  .forEach(left::add);
            });
    return left;
  }

  /** A new object of the same name belongs to another user. */
  private boolean exists(Member member) {
    var found = member.in(api.namespace(), api.client()).get();
    return found != null && found.getMetadata().getUid().equals(member.uid());
  }

  private static List<String> titles(List<Member> members) {
    return members.stream().map(Member::title).toList();
  }
}
