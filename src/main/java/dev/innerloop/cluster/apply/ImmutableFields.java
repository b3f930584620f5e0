package dev.innerloop.cluster.apply;

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

/** Immutable fields: those that keep the value with which an object was created. */
final class ImmutableFields {

  private static final int MOST_TOLD = 5;

  private static final Pattern FIXED =
      Pattern.compile(
          "immutable|may not change|can ?not change|can not be less than|may not be"
              + " (changed|updated)|updates to .* are forbidden|can be resized");

  /** The fields that can be changed although the server says only that all others cannot. */
  private static final Set<String> STATEFUL_SETS_CHANGEABLE =
      Set.of(
          "spec.replicas",
          "spec.ordinals",
          "spec.template",
          "spec.updateStrategy",
          "spec.revisionHistoryLimit",
          "spec.persistentVolumeClaimRetentionPolicy",
          "spec.minReadySeconds");

  private ImmutableFields() {}

  /** Whether immutable fields are all that the server rejects. */
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
            + " cannot be changed to the project's configuration; these fields are immutable:\n"
            + String.join("\n", fields(kind, wanted, live, e)),
        kind.equals("PersistentVolumeClaim")
            ? "A PersistentVolumeClaim keeps its class and access modes, its size can only grow,"
                + " and it is never recreated, because its data would be lost. Restore its former"
                + " values, or rename the new claim. To give up the data: kubectl delete pvc "
                + name
                + " --namespace="
                + namespace
            : "Restore the former values, or have it deleted and recreated, which stops its running"
                + " pods: -Ddev.recreate=true",
        e);
  }

  private static List<String> fields(
      String kind,
      Map<String, Object> wanted,
      Map<String, Object> live,
      KubernetesClientException e) {
    Map<String, FieldDifferences.Pair> differences = FieldDifferences.between(wanted, live);
    differences.keySet().removeIf(path -> isChangeable(kind, path));
    List<StatusCause> causes = causes(e.getStatus());
    List<String> named =
        differences.keySet().stream()
            .filter(path -> causes.stream().anyMatch(cause -> isBelow(path, cause.getField())))
            .toList();
    // The server may report another path of the field, such as that of the containing list.
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

  private static String line(String kind, String path, FieldDifferences.Pair values) {
    return "  "
        + path
        + ": is "
        + DisplayValue.of(kind, path, values.live())
        + ", the project says "
        + DisplayValue.of(kind, path, Optional.of(values.wanted()));
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
