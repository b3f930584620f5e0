package dev.innerloop.supervisor;

import dev.innerloop.wire.Launch;
import dev.innerloop.wire.ReloadMode;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The class path and main class of the app's JVM. The project's own output, and what has to see it,
 * is kept apart from the libraries: in a loader of its own it can be loaded afresh, and an archive
 * of the libraries outlives its changes.
 */
final class AppClassPath {

  private static final String LAUNCHER = "dev.innerloop.launcher.Launcher";

  private final Launch launch;
  private final Path workspace;
  private final Path ownJar;
  private final boolean isMicronaut;

  /**
   * @param ownJar for a JVM without libraries: an empty class path would be the current folder
   */
  AppClassPath(Launch launch, Path workspace, Path ownJar) {
    this.launch = launch;
    this.workspace = workspace;
    this.ownJar = ownJar;
    isMicronaut = launch.classPath().toString().contains("/micronaut-");
  }

  /** Whether the output is kept apart. */
  boolean isLayered() {
    return launch.reload() != ReloadMode.JVM && !outputs().isEmpty();
  }

  boolean hasLibraries() {
    return !entries(true).isEmpty();
  }

  /** The class path of the JVM itself. */
  String libraries() {
    List<String> jars = entries(true);
    return jars.isEmpty() ? ownJar.toString() : joined(jars);
  }

  /** Class path and main class, ready for the arguments of main. */
  List<String> command() {
    return isLayered()
        ? Arrays.asList("-cp", libraries(), LAUNCHER, joined(outputs()), launch.mainClass())
        : Arrays.asList("-cp", joined(all()), launch.mainClass());
  }

  private List<String> outputs() {
    return entries(false);
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (String entry : launch.classPath()) {
      all.add(workspace.resolve(entry).toString());
    }
    return all;
  }

  private List<String> entries(boolean jars) {
    List<String> entries = new ArrayList<>();
    for (String entry : launch.classPath()) {
      if (isLibrary(entry) == jars) {
        entries.add(workspace.resolve(entry).toString());
      }
    }
    return entries;
  }

  /**
   * Micronaut looks for an app's beans in the loader of its own classes, and nowhere else; and what
   * its classes register with Netty as they are loaded, they can register only once.
   */
  private boolean isLibrary(String entry) {
    return entry.endsWith(".jar")
        && !entry.contains("/micronaut-")
        && !(isMicronaut && entry.contains("/netty-"));
  }

  private static String joined(List<String> entries) {
    return String.join(File.pathSeparator, entries);
  }
}
