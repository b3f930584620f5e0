package dev.innerloop.mojo.execution;

import dev.innerloop.request.CommandForm;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The user properties that printed commands repeat. Without them, a command could act on another
 * app or change this one. These are all properties of the plugin's descriptor with a few
 * exceptions, each with its reason.
 */
public final class RepeatedOptions {

  private static final String OURS = "dev.";

  /** Why a property is not repeated. */
  static final Map<String, String> EXCEPTIONS =
      Map.of(
          "dev.skip", "the command would do nothing",
          "dev.takeover", "ends another session: a decision for each run",
          "dev.detach", "the purpose of the command is to return to the session",
          "dev.deleteNamespace", "deletes more than the app: a decision for each run",
          "dev.expired", "deletes more than the app: a decision for each run",
          "dev.events", "the file belongs to the program that started this run");

  /** A password in a URL, or the value of an option whose name suggests a secret. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?<=://[^/\\s:@]{0,256}:)[^/\\s@]+(?=@)"
              + "|(?<=(?i:password|passwd|secret|token|credentials|api-?key)=)[^\\s,;&]+");

  private RepeatedOptions() {}

  /**
   * The options that the user has set, the most general ones first.
   *
   * @param typed the user properties
   */
  public static List<CommandForm.Option> of(PluginDescriptor plugin, Properties typed) {
    Map<String, Set<String>> goals = goalsByProperty(plugin);
    return goals.keySet().stream()
        .filter(property -> !EXCEPTIONS.containsKey(property))
        .filter(property -> typed.getProperty(property) != null)
        .sorted(Comparator.comparing(property -> -goals.getOrDefault(property, Set.of()).size()))
        .map(
            property ->
                new CommandForm.Option(
                    property,
                    SECRET.matcher(typed.getProperty(property)).replaceAll("***"),
                    goals.getOrDefault(property, Set.of())))
        .toList();
  }

  private static Map<String, Set<String>> goalsByProperty(PluginDescriptor plugin) {
    Map<String, Set<String>> goals = new TreeMap<>();
    for (MojoDescriptor goal : plugin.getMojos()) {
      for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
        property(parameter)
            .ifPresent(it -> goals.computeIfAbsent(it, key -> new TreeSet<>()).add(goal.getGoal()));
      }
    }
    return goals;
  }

  private static Optional<String> property(PlexusConfiguration parameter) {
    return Optional.ofNullable(parameter.getValue(null))
        .filter(value -> value.startsWith("${" + OURS) && value.endsWith("}"))
        .map(value -> value.substring("${".length(), value.length() - "}".length()));
  }
}
