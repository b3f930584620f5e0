package dev.innerloop.cluster.tenancy;

import dev.innerloop.manifest.tree.FieldPath;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A field of a resource that a tenant may limit.
 *
 * @param path such as {@code spec.rules[0].host}
 * @param value empty if it is not set
 */
record LimitedField(Limit limit, String path, String value) {

  /** The account of pods that name none. */
  private static final String DEFAULT_ACCOUNT = "default";

  private static final Pattern NOT_LIMITED = Pattern.compile("(?s)(metadata|status)([.\\[].*)?");
  private static final Pattern HOSTS =
      Pattern.compile("spec\\.(hostnames|tls\\[\\d+]\\.hosts)\\[\\d+]");

  /** All fields of a resource, whatever its kind. */
  static List<LimitedField> of(Mapping resource) {
    List<LimitedField> fields = new ArrayList<>();
    FieldPath.each(
        resource,
        (path, node) -> {
          if (NOT_LIMITED.matcher(path).matches()) {
            return;
          }
          if (node instanceof Mapping map && map.get("containers") != null) {
            fields.add(account(path, map));
          } else if (node instanceof Scalar scalar && scalar.value() instanceof String text) {
            limit(path).ifPresent(limit -> fields.add(new LimitedField(limit, path, text)));
          }
        });
    return fields;
  }

  private static Optional<Limit> none() {
    return Optional.empty();
  }

  private static Optional<Limit> limit(String path) {
    if (HOSTS.matcher(path).matches()) {
      return Optional.of(Limit.HOST);
    }
    int dot = path.lastIndexOf('.');
    return limit(path.substring(0, Math.max(dot, 0)), path.substring(dot + 1));
  }

  private static Optional<Limit> limit(String parent, String name) {
    return switch (name) {
      case "image" -> parent.matches(".*[cC]ontainers\\[\\d+]") ? Optional.of(Limit.IMAGE) : none();
      case "host" ->
          parent.equals("spec") || parent.startsWith("spec.rules") // of a Route, of an Ingress
              ? Optional.of(Limit.HOST)
              : none();
      case "storageClassName" -> Optional.of(Limit.STORAGE_CLASS);
      default -> none();
    };
  }

  private static LimitedField account(String path, Mapping pod) {
    return new LimitedField(
        Limit.SERVICE_ACCOUNT,
        path + ".serviceAccountName",
        pod.text("serviceAccountName").filter(name -> !name.isEmpty()).orElse(DEFAULT_ACCOUNT));
  }

  /** Whether a denial is about this field: by its value, or by the registry of its image. */
  boolean isNamedIn(String words) {
    return !value.isEmpty()
        && limit.isMeantBy(words)
        && (contains(words, value)
            || (limit == Limit.IMAGE && value.contains("/") && contains(words, registry())));
  }

  private String registry() {
    String first = value.substring(0, value.indexOf('/'));
    return first.contains(".") || first.contains(":") || first.equals("localhost")
        ? first
        : "docker.io";
  }

  private static boolean contains(String words, String value) {
    int at = words.indexOf(value);
    while (at >= 0) {
      int end = at + value.length();
      if ((at == 0 || !isOfAName(words.charAt(at - 1)))
          && (end == words.length() || !isOfAName(words.charAt(end)))) {
        return true;
      }
      at = words.indexOf(value, at + 1);
    }
    return false;
  }

  private static boolean isOfAName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  /** In readable form: {@code host shop.example.com (spec.rules[0].host)}. */
  @Override
  public String toString() {
    return limit.word() + " " + value + " (" + path + ")";
  }
}
