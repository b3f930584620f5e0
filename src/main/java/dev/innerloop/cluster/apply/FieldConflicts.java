package dev.innerloop.cluster.apply;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fields that other managers own, and that applying would change. */
final class FieldConflicts {

  private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]+)\"");

  private FieldConflicts() {}

  static boolean concern(KubernetesClientException e) {
    return !causes(e.getStatus()).isEmpty();
  }

  static Problem problem(
      String kind,
      String name,
      Map<String, Object> wanted,
      Map<String, Object> live,
      KubernetesClientException e) {
    List<StatusCause> causes = causes(e.getStatus());
    String managers =
        causes.stream().map(FieldConflicts::manager).distinct().collect(Collectors.joining(", "));
    return new Problem(
        kind
            + " "
            + name
            + " was not changed, because other field managers own fields that would change:\n"
            + causes.stream()
                .map(cause -> line(kind, cause, wanted, live))
                .collect(Collectors.joining("\n")),
        "If the values of "
            + managers
            + " are right, copy them to the project, in a fragment or in the POM; if the project is"
            + " right, let "
            + managers
            + " give up the fields; or use a namespace of your own: -Ddev.namespace=NAME",
        e);
  }

  private static String line(
      String kind, StatusCause cause, Map<String, Object> wanted, Map<String, Object> live) {
    ManagedField field = new ManagedField(String.valueOf(cause.getField()));
    return "  "
        + field
        + ": "
        + manager(cause)
        + " set "
        + DisplayValue.of(kind, field.path(), field.in(live))
        + ", the project says "
        + DisplayValue.of(kind, field.path(), field.in(wanted));
  }

  private static List<StatusCause> causes(@org.jspecify.annotations.Nullable Status status) {
    if (status == null || status.getDetails() == null || status.getDetails().getCauses() == null) {
      return List.of();
    }
    return status.getDetails().getCauses().stream()
        .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
        .toList();
  }

  private static String manager(StatusCause cause) {
    Matcher matcher = MANAGER.matcher(String.valueOf(cause.getMessage()));
    return matcher.find() ? matcher.group(1) : String.valueOf(cause.getMessage());
  }
}
