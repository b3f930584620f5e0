package dev.innerloop.cluster.diff;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Hides the values of Secrets, and shows which of them change, as {@code kubectl diff} does. The
 * result reveals neither a value nor its length.
 */
final class SecretMask {

  private static final String HIDDEN = "***";
  private static final String BEFORE = "*** (before)";
  private static final String AFTER = "*** (after)";

  /** Contains a whole Secret in plain text if kubectl applied it. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private SecretMask() {}

  /** The YAML of a resource before and after. */
  record Pair(List<String> before, List<String> after) {
    Pair {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /** Of trees that are not used elsewhere. */
  static Pair mask(Map<String, Object> before, Map<String, Object> after) {
    if ("Secret".equals(before.get("kind")) || "Secret".equals(after.get("kind"))) {
      for (String field : List.of("data", "stringData")) {
        Map<String, Object> old = map(before, field);
        Map<String, Object> young = map(after, field);
        Set<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(young.keySet());
        hide(keys, old, young);
      }
      hide(Set.of(LAST_APPLIED), annotations(before), annotations(after));
    }
    return new Pair(ReadableForm.lines(before), ReadableForm.lines(after));
  }

  private static void hide(
      Set<String> keys, Map<String, Object> before, Map<String, Object> after) {
    for (String key : keys) {
      boolean changes =
          before.containsKey(key)
              && after.containsKey(key)
              && !Objects.equals(before.get(key), after.get(key));
      before.replace(key, changes ? BEFORE : HIDDEN);
      after.replace(key, changes ? AFTER : HIDDEN);
    }
  }

  private static Map<String, Object> annotations(Map<String, Object> tree) {
    return map(map(tree, "metadata"), "annotations");
  }

  @SuppressWarnings("unchecked") // our own trees: keys are strings
  private static Map<String, Object> map(Map<String, Object> tree, String field) {
    return tree.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : new TreeMap<>();
  }
}
