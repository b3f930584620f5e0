package dev.innerloop.io;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * References to other environment variables in the value of one, {@code $(NAME)}, as Kubernetes
 * resolves them: only to variables that are defined earlier. {@code $$} stands for {@code $}.
 */
public final class EnvironmentReferences {

  private EnvironmentReferences() {}

  /** Replaces references; one to an unknown variable is kept. */
  public static String expand(String value, Function<String, Optional<String>> variables) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at);
      int end = value.startsWith("$(", at) ? value.indexOf(')', at) : -1;
      if (value.startsWith("$$", at)) {
        expanded.append('$');
        at += 2;
      } else if (end > 0) {
        String reference = value.substring(at, end + 1);
        expanded.append(variables.apply(value.substring(at + 2, end)).orElse(reference));
        at = end + 1;
      } else {
        expanded.append(c);
        at++;
      }
    }
    return expanded.toString();
  }

  /** The variables that a value refers to. */
  static Set<String> names(String value) {
    Set<String> names = new LinkedHashSet<>();
    String unused =
        expand(
            value,
            name -> {
              names.add(name);
              return Optional.empty();
            });
    return names;
  }

  /**
   * Variables in an order in which each follows those that it refers to, otherwise in the given
   * order.
   *
   * @param values by name, of those variables that have one; it decides the order
   * @throws Problem if variables refer to each other
   */
  public static List<String> inOrder(Collection<String> names, Map<String, String> values) {
    Set<String> ordered = new LinkedHashSet<>();
    for (String name : names) {
      add(name, names, values, new ArrayList<>(), ordered);
    }
    return List.copyOf(ordered);
  }

  private static void add(
      String name,
      Collection<String> names,
      Map<String, String> values,
      List<String> from,
      Set<String> ordered) {
    if (ordered.contains(name)) {
      return;
    }
    if (from.contains(name)) {
      throw new Problem(
          "The environment variables "
              + String.join(", ", from.subList(from.indexOf(name), from.size()))
              + " refer to each other, so none of them has a value.",
          "Write the value of one of them without $(...).");
    }
    from.add(name);
    for (String other : names(values.getOrDefault(name, ""))) {
      // A reference to the variable itself means an earlier value of the same name.
      if (!other.equals(name) && names.contains(other)) {
        add(other, names, values, from, ordered);
      }
    }
    from.remove(from.size() - 1);
    ordered.add(name);
  }
}
