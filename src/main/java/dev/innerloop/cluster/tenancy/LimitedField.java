package dev.innerloop.cluster.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field of a resource that a tenant may limit.
 *
 * @param path such as {@code spec.rules[0].host}
 * @param value empty if it is not set
 */
record LimitedField(Limit limit, String path, String value) {

  /** The account of pods that name none. */
  private static final String DEFAULT_ACCOUNT = "default";

  /** All fields of a resource, whatever its kind. */
  static List<LimitedField> of(Map<String, Object> resource) {
    List<LimitedField> fields = new ArrayList<>();
    walk("", resource, fields);
    return fields;
  }

  private static void walk(String path, @Nullable Object node, List<LimitedField> fields) {
    if (node instanceof Map<?, ?> map) {
      if (map.containsKey("containers")) {
        account(path, map, fields);
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String name = String.valueOf(entry.getKey());
        String below = path.isEmpty() ? name : path + "." + name;
        Optional<Limit> limit = entry.getValue() instanceof String ? limit(path, name) : none();
        if (limit.isPresent()) {
          fields.add(new LimitedField(limit.get(), below, String.valueOf(entry.getValue())));
        } else if (below.equals("spec.hostnames") || below.matches("spec\\.tls\\[\\d+]\\.hosts")) {
          each(below, entry.getValue(), fields);
        } else if (!below.equals("metadata") && !below.equals("status")) {
          walk(below, entry.getValue(), fields);
        }
      }
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        walk(path + "[" + i + "]", list.get(i), fields);
      }
    }
  }

  private static Optional<Limit> none() {
    return Optional.empty();
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

  private static void account(String path, Map<?, ?> pod, List<LimitedField> fields) {
    Object named = pod.get("serviceAccountName");
    fields.add(
        new LimitedField(
            Limit.SERVICE_ACCOUNT,
            path + ".serviceAccountName",
            named instanceof String name && !name.isEmpty() ? name : DEFAULT_ACCOUNT));
  }

  private static void each(String path, @Nullable Object list, List<LimitedField> fields) {
    if (list instanceof List<?> hosts) {
      for (int i = 0; i < hosts.size(); i++) {
        fields.add(
            new LimitedField(Limit.HOST, path + "[" + i + "]", String.valueOf(hosts.get(i))));
      }
    }
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
