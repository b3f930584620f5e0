package dev.innerloop.supervisor;

import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The class path and main class of the app's JVM, and what its agent has to know of them.
 *
 * <p>The JVM's own class path is that of the app. If it starts from an archive, which fits no
 * directories, the agent adds these. In layers, what the project builds itself, and what has to see
 * it, is loaded by a loader for each run.
 */
final class AppClassPath {

  private static final String LAUNCHER = "dev.innerloop.launcher.Launcher";

  private final Launch launch;
  private final Path workspace;
  private final boolean isMicronaut;

  AppClassPath(Launch launch, Path workspace) {
    this.launch = launch;
    this.workspace = workspace;
    isMicronaut = launch.classPath().toString().contains("/micronaut-");
  }

  private boolean isLayered() {
    return launch.layout() == ClassPathLayout.LAYERED && !outputs().isEmpty();
  }

  /** All jars, in order. */
  List<String> libraries() {
    return located(AppClassPath::isJar);
  }

  /** All directories, in order. */
  List<String> directories() {
    return located(entry -> !isJar(entry));
  }

  /**
   * Class path and main class, ready for the arguments of main.
   *
   * @param fromArchive whether the JVM starts from an archive of the libraries
   */
  List<String> command(boolean fromArchive) {
    String classPath = joined(fromArchive ? libraries() : located(entry -> true));
    return isLayered()
        ? Arrays.asList("-cp", classPath, LAUNCHER, joined(outputs()), launch.mainClass())
        : Arrays.asList("-cp", classPath, launch.mainClass());
  }

  /** The part of the agent's argument that says how the app is loaded. */
  String layout() {
    return (isLayered() ? ClassPathLayout.LAYERED : ClassPathLayout.ONE).name();
  }

  /** What the agent adds to the class path, as it takes it. */
  List<String> additions(boolean fromArchive) {
    List<String> additions = new ArrayList<>();
    for (int i = 0; fromArchive && i < launch.classPath().size(); i++) {
      String entry = launch.classPath().get(i);
      if (!isJar(entry)) {
        additions.add(i + "=" + workspace.resolve(entry));
      }
    }
    return additions;
  }

  private List<String> outputs() {
    return located(entry -> !isLibrary(entry));
  }

  private List<String> located(Predicate<String> wanted) {
    List<String> entries = new ArrayList<>();
    for (String entry : launch.classPath()) {
      if (wanted.test(entry)) {
        entries.add(workspace.resolve(entry).toString());
      }
    }
    return entries;
  }

  private static boolean isJar(String entry) {
    return entry.endsWith(".jar");
  }

  /**
   * Micronaut looks for an app's beans in the loader of its own classes, and nowhere else; and what
   * its classes register with Netty as they are loaded, they can register only once.
   */
  private boolean isLibrary(String entry) {
    return isJar(entry)
        && !entry.contains("/micronaut-")
        && !(isMicronaut && entry.contains("/netty-"));
  }

  private static String joined(List<String> entries) {
    return String.join(File.pathSeparator, entries);
  }
}
