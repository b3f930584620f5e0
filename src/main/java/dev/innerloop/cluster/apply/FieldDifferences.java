package dev.innerloop.cluster.apply;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Differences between desired and existing fields. Defaults that are not set explicitly are left
 * out.
 */
final class FieldDifferences {

  private final Map<String, Pair> found = new LinkedHashMap<>();

  private FieldDifferences() {}

  /** Both values of a field. */
  record Pair(Optional<Object> live, Object wanted) {}

  /** By path, such as {@code spec.selector.matchLabels.app}. */
  static Map<String, Pair> between(Map<String, Object> wanted, Map<String, Object> live) {
    FieldDifferences differences = new FieldDifferences();
    differences.compare("", wanted, live);
    return differences.found;
  }

  private void compare(String path, Object wanted, @Nullable Object live) {
    if (wanted instanceof Map<?, ?> fields && live instanceof Map<?, ?> others) {
      fields.forEach(
          (name, value) -> {
            if (value != null) {
              compare(path.isEmpty() ? "" + name : path + "." + name, value, others.get(name));
            }
          });
    } else if (wanted instanceof List<?> items
        && live instanceof List<?> others
        && items.size() == others.size()) {
      for (int i = 0; i < items.size(); i++) {
        compare(path + "[" + i + "]", items.get(i), others.get(i));
      }
    } else if (!String.valueOf(wanted).equals(String.valueOf(live))) {
      found.put(path, new Pair(Optional.ofNullable(live), wanted));
    }
  }
}
