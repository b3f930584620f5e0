package dev.innerloop.mojo.execution;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The parameters of all goals, as the plugin's descriptor has them.
 *
 * @param goals by the property of a parameter, such as {@code dev.namespace}, the goals that have
 *     it
 * @param elements the names that parameters have in the POM
 */
record ParameterNames(Map<String, Set<String>> goals, Set<String> elements) {

  static final String PREFIX = "dev.";

  ParameterNames {
    goals = Collections.unmodifiableMap(new TreeMap<>(goals));
    elements = Set.copyOf(elements);
  }

  static ParameterNames of(PluginDescriptor plugin) {
    Map<String, Set<String>> goals = new TreeMap<>();
    Set<String> elements = new TreeSet<>();
    for (MojoDescriptor goal : plugin.getMojos()) {
      goal.getParameters().forEach(parameter -> elements.add(parameter.getName()));
      for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
        property(parameter)
            .ifPresent(it -> goals.computeIfAbsent(it, key -> new TreeSet<>()).add(goal.getGoal()));
      }
    }
    return new ParameterNames(goals, elements);
  }

  Set<String> goals(String property) {
    return goals.getOrDefault(property, Set.of());
  }

  Set<String> properties() {
    return goals.keySet();
  }

  private static Optional<String> property(PlexusConfiguration parameter) {
    return Optional.ofNullable(parameter.getValue(null))
        .filter(value -> value.startsWith("${" + PREFIX) && value.endsWith("}"))
        .map(value -> value.substring("${".length(), value.length() - "}".length()));
  }
}
