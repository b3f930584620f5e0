package dev.innerloop.project;

import java.nio.file.Path;
import java.util.List;

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
  }
}
