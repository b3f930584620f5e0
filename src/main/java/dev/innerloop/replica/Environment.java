package dev.innerloop.replica;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Variables of an app's process, in place of what the supervisor's own environment has, or beside
 * it. They may be secret: its words name them, and never have their values.
 */
public record Environment(Map<String, String> variables) {

  /** The supervisor's own. */
  public static final Environment INHERITED = new Environment(Map.of());

  public Environment {
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  /** As {@code NAME=value}. */
  public List<String> entries() {
    return variables.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList();
  }

  @Override
  public String toString() {
    return variables.keySet().toString();
  }
}
