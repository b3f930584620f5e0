package dev.innerloop.cluster.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field in server-side apply's notation: {@code
 * .spec.template.spec.containers[name="app"].image}. Names may contain dots, so it can be parsed
 * only along a resource.
 */
record ManagedField(String path) {

  /** Its value in a resource; empty if it is not set. */
  Optional<Object> in(Map<String, Object> resource) {
    return Optional.ofNullable(find(resource, path));
  }

  private static @Nullable Object find(@Nullable Object node, String rest) {
    if (node == null || rest.isEmpty()) {
      return node;
    }
    if (rest.startsWith(".") && node instanceof Map<?, ?> fields) {
      return field(fields, rest.substring(1));
    }
    int end = closing(rest);
    return rest.startsWith("[") && end > 0 && node instanceof List<?> items
        ? find(item(items, rest.substring(1, end)), rest.substring(end + 1))
        : null;
  }

  private static @Nullable Object field(Map<?, ?> fields, String rest) {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String name = String.valueOf(field.getKey());
      if (rest.startsWith(name)) {
        String behind = rest.substring(name.length());
        if (behind.isEmpty() || behind.startsWith(".") || behind.startsWith("[")) {
          Object found = find(field.getValue(), behind);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  /** By index, by value, or by keys, of which defaults may be left out. */
  private static @Nullable Object item(List<?> items, String selector) {
    if (selector.matches("\\d{1,6}")) {
      int index = Integer.parseInt(selector);
      return index < items.size() ? items.get(index) : null;
    }
    if (selector.startsWith("=")) {
      String value = unquoted(selector.substring(1));
      return items.stream().filter(it -> value.equals(String.valueOf(it))).findFirst().orElse(null);
    }
    List<String> keys = split(selector);
    return items.stream()
        .filter(it -> it instanceof Map<?, ?> fields && matches(fields, keys))
        .findFirst()
        .orElse(null);
  }

  private static boolean matches(Map<?, ?> fields, List<String> keys) {
    boolean some = false;
    for (String key : keys) {
      int equals = key.indexOf('=');
      Object value = fields.get(key.substring(0, Math.max(equals, 0)));
      if (value != null && !String.valueOf(value).equals(unquoted(key.substring(equals + 1)))) {
        return false;
      }
      some |= value != null;
    }
    return some;
  }

  private static List<String> split(String selector) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < selector.length(); i++) {
      char c = selector.charAt(i);
      quoted ^= c == '"' && (i == 0 || selector.charAt(i - 1) != '\\');
      if (c == ',' && !quoted) {
        parts.add(selector.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(selector.substring(start));
    return parts;
  }

  private static int closing(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"' && text.charAt(i - 1) != '\\';
      if (c == ']' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static String unquoted(String json) {
    return json.length() > 1 && json.startsWith("\"") && json.endsWith("\"")
        ? json.substring(1, json.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
        : json;
  }

  /** In the notation that users know. */
  @Override
  public String toString() {
    return path.startsWith(".") ? path.substring(1) : path;
  }
}
