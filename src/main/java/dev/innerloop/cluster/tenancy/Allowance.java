package dev.innerloop.cluster.tenancy;

import java.util.ArrayList;
import java.util.List;

/**
 * What a tenant says about a limit.
 *
 * @param values that are allowed, or denied
 * @param patterns for them
 * @param denied whether everything else is allowed
 */
record Allowance(List<String> values, List<String> patterns, boolean denied) {

  Allowance {
    values = List.copyOf(values);
    patterns = List.copyOf(patterns);
  }

  static Allowance ofAllowed(List<String> values, List<String> patterns) {
    return new Allowance(values, patterns, false);
  }

  static Allowance ofDenied(List<String> values) {
    return new Allowance(values, List.of(), true);
  }

  boolean isEmpty() {
    return values.isEmpty() && patterns.isEmpty();
  }

  /** In readable form; an operator's empty value means that nothing is set. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    values.forEach(value -> parts.add(value.isEmpty() ? "\"\"" : value));
    patterns.forEach(pattern -> parts.add("values matching " + pattern));
    return (denied ? "Denied: " : "Allowed: ") + String.join(", ", parts) + ".";
  }
}
