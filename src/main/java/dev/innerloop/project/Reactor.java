package dev.innerloop.project;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything that one invocation of Maven was called with.
 *
 * @param basedir the folder from which users know their paths
 * @param modules in dependency order; what a module needs comes before it
 * @param apps those of the modules that run
 */
public record Reactor(Path basedir, List<Module> modules, List<App> apps) {

  public Reactor {
    modules = List.copyOf(modules);
    apps = List.copyOf(apps);
  }
}
