package dev.innerloop.reload;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.ContentHash;
import dev.innerloop.content.Difference;
import dev.innerloop.content.Inventory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Chooses the tier of an update: the first that has the effect of a fresh start, as far as old and
 * new content tell.
 */
public final class ReloadPlanner {

  /** More at once are not worth a try: they are a rebuild, not an edit. */
  static final int MAX_REDEFINED = 2000;

  private static final Pattern READ_AT_EACH_USE =
      Pattern.compile(
          "(classes|modules/[^/]+)/(templates|static|public|META-INF/resources)/.+(?<!\\.class)");
  private static final Pattern OUTPUT = Pattern.compile("(?:classes|modules/[^/]+)/(.+)");

  private final Blobs blobs;

  /**
   * @param blobs where old and new content is read, as far as it is known there
   */
  public ReloadPlanner(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * Plans how a running app gets from one inventory to another.
   *
   * @throws IOException if content that should be known cannot be read
   */
  public Plan plan(Inventory older, Inventory newer) throws IOException {
    Difference difference = older.differenceTo(newer);
    Optional<String> obstacle = obstacleInLibraries(difference);
    if (obstacle.isPresent()) {
      return Plan.of(Tier.JVM, obstacle.get());
    }
    obstacle = obstacleInPaths(difference);
    if (obstacle.isPresent()) {
      return Plan.of(Tier.RESTART, obstacle.get());
    }
    Changes changes = new Changes();
    for (String path : difference.added()) {
      if (isClass(path)) {
        obstacle = obstacleInAdded(read(newer.get(path)));
        if (obstacle.isPresent()) {
          return Plan.of(Tier.RESTART, obstacle.get());
        }
        changes.added.add(simpleName(path));
      }
    }
    for (String path : difference.changed()) {
      if (isClass(path)) {
        obstacle = compare(path, older.get(path), newer.get(path), changes);
        if (obstacle.isPresent()) {
          return Plan.of(Tier.RESTART, obstacle.get());
        }
      }
    }
    return changes.plan(resources(difference));
  }

  /** What is not the app's own output is loaded once for the life of its JVM. */
  private static Optional<String> obstacleInLibraries(Difference difference) {
    return Stream.of(
            difference.removed().stream().map(path -> Map.entry(path, " removed")),
            difference.added().stream().map(path -> Map.entry(path, " added")),
            difference.changed().stream().map(path -> Map.entry(path, " changed")))
        .flatMap(changes -> changes)
        .filter(change -> !OUTPUT.matcher(change.getKey()).matches())
        .map(change -> described(change.getKey()) + change.getValue())
        .findFirst();
  }

  private static Optional<String> obstacleInPaths(Difference difference) {
    for (String path : difference.removed()) {
      if (!READ_AT_EACH_USE.matcher(path).matches()) {
        return Optional.of(described(path) + " removed");
      }
    }
    for (String path : difference.added()) {
      if (!isClass(path) && !READ_AT_EACH_USE.matcher(path).matches()) {
        return Optional.of(described(path) + " added");
      }
    }
    for (String path : difference.changed()) {
      if (!isClass(path) && !READ_AT_EACH_USE.matcher(path).matches()) {
        return Optional.of(described(path) + " changed");
      }
    }
    return Optional.empty();
  }

  /** Frameworks find classes by annotation or as interfaces while they start, and only then. */
  private static Optional<String> obstacleInAdded(Optional<byte[]> bytes) {
    if (bytes.isEmpty()) {
      return Optional.of("a class was added whose content is not known here");
    }
    ClassNode added = new ClassNode();
    new ClassReader(bytes.get()).accept(added, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    String name = simpleName(added.name + ".class");
    if (added.visibleAnnotations != null) {
      return Optional.of("annotated class " + name + " added");
    }
    if ((added.access & Opcodes.ACC_INTERFACE) != 0 && !added.interfaces.isEmpty()) {
      return Optional.of("interface " + name + " added");
    }
    return Optional.empty();
  }

  private Optional<String> compare(
      String path, @Nullable ContentHash older, @Nullable ContentHash newer, Changes changes)
      throws IOException {
    Optional<byte[]> before = read(older);
    Optional<byte[]> after = read(newer);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.of("the former " + simpleName(path) + " is not known here");
    }
    ClassComparison comparison;
    try {
      comparison = new ClassComparison(before.get(), after.get());
    } catch (RuntimeException e) {
      // A class file newer than the library that reads it, or none at all: the JVM will tell.
      return Optional.of(simpleName(path) + " cannot be compared");
    }
    if (comparison.isEqual()) {
      changes.cosmetic.add(simpleName(path));
      return Optional.empty();
    }
    Optional<String> obstacle = comparison.obstacle();
    if (obstacle.isEmpty()) {
      changes.classes.put(comparison.className(), path);
      changes.bodies.add(simpleName(path));
    }
    return changes.classes.size() > MAX_REDEFINED
        ? Optional.of("more than " + MAX_REDEFINED + " classes changed")
        : obstacle;
  }

  private Optional<byte[]> read(@Nullable ContentHash hash) throws IOException {
    if (hash == null || !blobs.has(hash)) {
      return Optional.empty();
    }
    try (InputStream in = blobs.open(hash)) {
      return Optional.of(in.readAllBytes());
    }
  }

  private static List<String> resources(Difference difference) {
    List<String> resources = new ArrayList<>();
    difference.added().forEach(resources::add);
    difference.changed().forEach(resources::add);
    difference.removed().forEach(resources::add);
    resources.removeIf(ReloadPlanner::isClass);
    return resources;
  }

  private static boolean isClass(String path) {
    return path.endsWith(".class") && OUTPUT.matcher(path).matches();
  }

  private static String described(String path) {
    if (isClass(path)) {
      return "class " + simpleName(path);
    }
    var output = OUTPUT.matcher(path);
    return output.matches() ? output.group(1) : path.substring(path.lastIndexOf('/') + 1);
  }

  private static String simpleName(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.substring(0, file.length() - ".class".length()).replace('$', '.');
  }

  /** What was found to be harmless. */
  private static final class Changes {

    private final SortedMap<String, String> classes = new TreeMap<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> cosmetic = new ArrayList<>();

    Plan plan(List<String> resources) {
      if (!classes.isEmpty()) {
        return Plan.redefine("method bodies changed in " + listed(bodies), classes);
      }
      if (!resources.isEmpty()) {
        return Plan.of(
            Tier.RESOURCE, listed(resources.stream().map(ReloadPlanner::described).toList()));
      }
      if (!added.isEmpty()) {
        return Plan.of(Tier.NONE, "nothing uses " + listed(added) + " yet");
      }
      return Plan.of(
          Tier.NONE,
          cosmetic.isEmpty()
              ? "nothing has changed"
              : "only line numbers changed in " + listed(cosmetic));
    }

    private static String listed(List<String> names) {
      return names.size() <= 3
          ? String.join(", ", names)
          : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
    }
  }
}
