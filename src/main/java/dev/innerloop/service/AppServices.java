package dev.innerloop.service;

import dev.innerloop.project.App;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The backing services of an app.
 *
 * @param all in the order of the project; if two services use the same configuration of the
 *     framework, the first one gets it
 * @param notes messages for the user about their selection
 */
public record AppServices(List<BackingService> all, List<String> notes) {

  public static final AppServices NONE = new AppServices(List.of(), List.of());

  public AppServices {
    all = List.copyOf(all);
    notes = List.copyOf(notes);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** An environment variable of the app with an entry of a service's connection. */
  public record Variable(String name, BackingService service, String entry) {}

  /**
   * The environment variables for the app.
   *
   * @param said names of variables that the user sets; they take precedence
   */
  public List<Variable> variables(App app, Set<String> said) {
    ServiceVariables byFramework = new ServiceVariables(app);
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (BackingService service : all) {
      Set<String> entries = new Connection(app.name(), service).names();
      Map<String, String> own = byFramework.of(service, entries);
      if (own.keySet().stream().anyMatch(variables::containsKey)) {
        own = byFramework.plain(service, entries);
      }
      own.forEach((name, entry) -> variables.putIfAbsent(name, new Variable(name, service, entry)));
    }
    List<Variable> wanted = new ArrayList<>(variables.values());
    wanted.removeIf(variable -> said.contains(variable.name()));
    return wanted;
  }
}
