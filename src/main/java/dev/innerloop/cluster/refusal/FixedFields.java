package dev.innerloop.cluster.refusal;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Fields that keep the value with which a resource was created. */
final class FixedFields {

  private static final int MOST_TOLD = 5;

  private static final Pattern FIXED =
      Pattern.compile(
          "immutable|may not change|can ?not change|can not be less than|may not be (changed|updated)"
              + "|updates to .* are forbidden|can be resized");

  /** What can be changed where the server only says that the rest cannot. */
  private static final Set<String> STATEFUL_SETS_CHANGEABLE =
      Set.of(
          "spec.replicas",
          "spec.ordinals",
          "spec.template",
          "spec.updateStrategy",
          "spec.revisionHistoryLimit",
          "spec.persistentVolumeClaimRetentionPolicy",
          "spec.minReadySeconds");

  private FixedFields() {}

  /** Whether all that the server has against it is that fields are fixed. */
  static boolean concerns(KubernetesClientException e) {
    Status status = e.getStatus();
    if (status == null || (e.getCode() != 422 && e.getCode() != 403)) {
      return false;
    }
    List<StatusCause> causes = causes(status);
    return causes.isEmpty()
        ? FIXED.matcher(String.valueOf(status.getMessage())).find()
        : causes.stream().allMatch(it -> FIXED.matcher(String.valueOf(it.getMessage())).find());
  }

  static Problem problem(
      String kind,
      String name,
      String namespace,
      Map<String, Object> wanted,
      Map<String, Object> live,
      KubernetesClientException e) {
    String title = kind + " " + name;
    return new Problem(
        title
            + " cannot be changed as the project has it now; this is fixed once it exists:\n"
            + String.join("\n", fields(kind, wanted, live, e)),
        kind.equals("PersistentVolumeClaim")
            ? "A claim keeps its class and access modes, its size can only grow, and it is never"
                + " recreated, for its data would be lost. Put back what it had, or give the new"
                + " claim another name. To give up the data: kubectl delete pvc "
                + name
                + " --namespace="
                + namespace
            : "Put back what it had, or have it deleted and created again, with whatever runs of it"
                + " ending meanwhile: -Ddev.recreate=true",
        e);
  }

  private static List<String> fields(
      String kind,
      Map<String, Object> wanted,
      Map<String, Object> live,
      KubernetesClientException e) {
    Map<String, Differences.Pair> differences = Differences.between(wanted, live);
    differences.keySet().removeIf(path -> isChangeable(kind, path));
    List<StatusCause> causes = causes(e.getStatus());
    List<String> named =
        differences.keySet().stream()
            .filter(path -> causes.stream().anyMatch(cause -> isBelow(path, cause.getField())))
            .toList();
    // The server may name another form of the field, such as the list that a value belongs to.
    Collection<String> told = named.isEmpty() ? differences.keySet() : named;
    if (told.isEmpty()) {
      return List.of("  " + e.getStatus().getMessage());
    }
    List<String> lines = new ArrayList<>();
    told.stream()
        .limit(MOST_TOLD)
        .forEach(
            path -> lines.add(line(kind, path, Objects.requireNonNull(differences.get(path)))));
    if (told.size() > MOST_TOLD) {
      lines.add("  and " + (told.size() - MOST_TOLD) + " more");
    }
    return lines;
  }

  private static String line(String kind, String path, Differences.Pair values) {
    return "  "
        + path
        + ": is "
        + ShownValue.of(kind, path, values.live())
        + ", the project says "
        + ShownValue.of(kind, path, Optional.of(values.wanted()));
  }

  private static boolean isBelow(String path, String field) {
    return path.equals(field) || path.startsWith(field + ".") || path.startsWith(field + "[");
  }

  private static boolean isChangeable(String kind, String path) {
    return kind.equals("StatefulSet")
        && STATEFUL_SETS_CHANGEABLE.stream().anyMatch(changeable -> isBelow(path, changeable));
  }

  private static List<StatusCause> causes(Status status) {
    return status.getDetails() == null || status.getDetails().getCauses() == null
        ? List.of()
        : status.getDetails().getCauses();
  }
}
