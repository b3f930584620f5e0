package dev.innerloop.mojo.execution;

import dev.innerloop.request.CommandForm;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * The user properties that printed commands repeat. Without them, a command could act on another
 * app or change this one. These are all properties of the plugin's descriptor with a few
 * exceptions, each with its reason.
 */
public final class RepeatedOptions {

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
    ParameterNames names = ParameterNames.of(plugin);
    return names.properties().stream()
        .filter(property -> !EXCEPTIONS.containsKey(property))
        .filter(property -> typed.getProperty(property) != null)
        .sorted(Comparator.comparing(property -> -names.goals(property).size()))
        .map(
            property ->
                new CommandForm.Option(
                    property,
                    SECRET.matcher(typed.getProperty(property)).replaceAll("***"),
                    names.goals(property)))
        .toList();
  }
}
