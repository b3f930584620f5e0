package dev.innerloop.project;

import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All modules of one Maven invocation.
 *
 * @param basedir the base directory of paths in messages
 * @param modules in dependency order, dependencies first
 * @param apps the modules that can run
 */
public record Reactor(Path basedir, List<Module> modules, List<App> apps) {

  public Reactor {
    modules = List.copyOf(modules);
    apps = List.copyOf(apps);
    requireDistinct(apps);
  }

  /** On the cluster and in output, the name of an app is all that identifies it. */
  private static void requireDistinct(List<App> apps) {
    Map<String, App> byName = new HashMap<>();
    for (App app : apps) {
      App other = byName.putIfAbsent(app.name(), app);
      if (other != null) {
        throw new Problem(
            "Two apps of this build have the name "
                + app.name()
                + ": "
                + other.coordinates()
                + " and "
                + app.coordinates()
                + ".",
            "Set another name in the POM of one of them, as <name> in the configuration of"
                + " dev-maven-plugin, or select one of the modules: mvn -pl MODULE -am ...");
      }
    }
  }
}
