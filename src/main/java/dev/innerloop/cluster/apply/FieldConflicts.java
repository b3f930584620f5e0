package dev.innerloop.cluster.apply;

import dev.innerloop.manifest.tree.FieldPath;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
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
      String kind, String name, Mapping wanted, Mapping live, KubernetesClientException e) {
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

  private static String line(String kind, StatusCause cause, Mapping wanted, Mapping live) {
    String path = String.valueOf(cause.getField());
    return "  "
        + path.replaceFirst("^\\.", "")
        + ": "
        + manager(cause)
        + " set "
        + DisplayValue.of(kind, path, value(live, path))
        + ", the project says "
        + DisplayValue.of(kind, path, value(wanted, path));
  }

  private static Optional<Object> value(Mapping resource, String path) {
    return FieldPath.find(resource, path).map(Node::plain);
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
