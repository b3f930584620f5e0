package dev.innerloop.cluster.pods;

import dev.innerloop.manifest.AppContainer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The ReplicaSets and pods of an app.
 *
 * @param current the ReplicaSet of the newest revision
 * @param pods its pods, ordered by name, terminating ones included
 */
public record PodSet(ReplicaSet current, List<Pod> pods) {

  public PodSet {
    pods = List.copyOf(pods);
  }

  private static final String REVISION = "deployment.kubernetes.io/revision";

  public static Optional<PodSet> of(
      String deployment, Collection<ReplicaSet> replicaSets, Collection<Pod> pods) {
    return replicaSets.stream()
        .filter(set -> ownedBy(set, "Deployment", deployment))
        .max(Comparator.comparingLong(PodSet::revision))
        .map(
            current ->
                new PodSet(
                    current,
                    pods.stream()
                        .filter(pod -> ownedBy(pod, "ReplicaSet", current.getMetadata().getName()))
                        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                        .toList()));
  }

  /** The name of the container that runs the app: injected ones may precede it. */
  public static String appContainer(Pod pod, String app) {
    return pod.getSpec()
        .getContainers()
        .get(AppContainer.index(pod.getMetadata(), pod.getSpec(), app))
        .getName();
  }

  public static boolean terminates(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  public static boolean ownedBy(HasMetadata resource, String kind, String name) {
    return resource.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals(kind) && owner.getName().equals(name));
  }

  private static long revision(ReplicaSet set) {
    String revision =
        set.getMetadata().getAnnotations() == null
            ? null
            : set.getMetadata().getAnnotations().get(REVISION);
    return revision != null && revision.matches("\\d{1,18}") ? Long.parseLong(revision) : 0;
  }
}
