package dev.innerloop.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The jars of an app. One that is incomplete, because somebody installs it, keeps its last content.
 *
 * <p>Safe for use by many threads.
 */
final class JarContent {

  private final JarScan jars;

  @GuardedBy("this")
  private final Map<WorkspacePath, ContentHash> last = new HashMap<>();

  @GuardedBy("this")
  private final Set<WorkspacePath> incomplete = new HashSet<>();

  JarContent(JarScan jars) {
    this.jars = jars;
  }

  /** The files that may be replaced while the app runs. */
  static List<Path> changing(App app) {
    return jars(app)
        .filter(ClassPathEntry.Jar::snapshot)
        .map(ClassPathEntry.Jar::file)
        .distinct()
        .toList();
  }

  /** The content of all jars. */
  synchronized Map<WorkspacePath, ContentHash> scan(App app) {
    Map<WorkspacePath, ContentHash> all = scan(app, jar -> true);
    last.keySet().retainAll(all.keySet());
    return all;
  }

  /** The content of those that may be replaced while the app runs. */
  synchronized Map<WorkspacePath, ContentHash> scanChanging(App app) {
    return scan(app, ClassPathEntry.Jar::snapshot);
  }

  /** Those that were incomplete at the last scan. */
  synchronized Set<WorkspacePath> incomplete() {
    return Set.copyOf(incomplete);
  }

  @GuardedBy("this")
  private Map<WorkspacePath, ContentHash> scan(
      App app, Predicate<? super ClassPathEntry.Jar> selected) {
    incomplete.clear();
    Map<WorkspacePath, ContentHash> scanned = new HashMap<>();
    for (ClassPathEntry.Jar jar : jars(app).filter(selected).toList()) {
      scanned.put(jar.workspacePath(), scan(jar));
    }
    last.putAll(scanned);
    return Collections.unmodifiableMap(scanned);
  }

  @GuardedBy("this")
  private ContentHash scan(ClassPathEntry.Jar jar) {
    Optional<ContentHash> hash = jars.scan(jar.file(), jar.snapshot());
    if (hash.isPresent()) {
      return hash.get();
    }
    ContentHash before = last.get(jar.workspacePath());
    if (before == null) {
      throw new Problem(
          "The dependency " + jar.coordinates() + " is not a readable jar: " + jar.file() + ".",
          "Delete that file and run the goal again: Maven downloads it again.");
    }
    incomplete.add(jar.workspacePath());
    return before;
  }

  private static Stream<ClassPathEntry.Jar> jars(App app) {
    return app.classPath().stream()
        .filter(ClassPathEntry.Jar.class::isInstance)
        .map(ClassPathEntry.Jar.class::cast);
  }
}
