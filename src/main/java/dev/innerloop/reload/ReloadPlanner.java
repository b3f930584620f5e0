package dev.innerloop.reload;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.Difference;
import dev.innerloop.content.Inventory;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.ReloadStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Chooses the reload strategy of an update: the first that has the effect of a fresh start, as far
 * as old and new content tell. What has run already, and which classes are loaded, only the replica
 * knows: it refuses what it must not redefine, and restarts.
 */
public final class ReloadPlanner {

  private static final Pattern OUTPUT = Pattern.compile("(?:classes|modules/[^/]+)/(.+)");

  private final Blobs blobs;
  private final ReadAtEachUse readAtEachUse = new ReadAtEachUse();

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
      return Plan.of(ReloadStrategy.JVM, obstacle.get());
    }
    obstacle = obstacleInResources(difference);
    if (obstacle.isPresent()) {
      return Plan.of(ReloadStrategy.RESTART, obstacle.get());
    }
    HarmlessChanges changes = new HarmlessChanges();
    for (String path : difference.removed()) {
      obstacle = isClass(path) ? removed(path, older.get(path), changes) : Optional.empty();
      if (obstacle.isPresent()) {
        return Plan.of(ReloadStrategy.RESTART, obstacle.get());
      }
    }
    for (String path : difference.added()) {
      obstacle = isClass(path) ? added(path, newer.get(path), changes) : Optional.empty();
      if (obstacle.isPresent()) {
        return Plan.of(ReloadStrategy.RESTART, obstacle.get());
      }
    }
    for (String path : difference.changed()) {
      obstacle =
          isClass(path)
              ? compare(path, older.get(path), newer.get(path), changes)
              : Optional.empty();
      if (obstacle.isPresent()) {
        return Plan.of(ReloadStrategy.RESTART, obstacle.get());
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

  private Optional<String> obstacleInResources(Difference difference) {
    for (String path : difference.removed()) {
      if (!isClass(path) && !readAtEachUse.holdsWhenAddedOrRemoved(path)) {
        return Optional.of(described(path) + " removed");
      }
    }
    for (String path : difference.added()) {
      if (!isClass(path) && !readAtEachUse.holdsWhenAddedOrRemoved(path)) {
        return Optional.of(described(path) + " added");
      }
    }
    for (String path : difference.changed()) {
      if (!isClass(path) && !readAtEachUse.holdsWhenChanged(path)) {
        return Optional.of(described(path) + " changed");
      }
    }
    return Optional.empty();
  }

  private Optional<String> removed(
      String path, @Nullable ContentHash older, HarmlessChanges changes) throws IOException {
    String reason = described(path) + " removed";
    Optional<byte[]> bytes = read(older);
    if (bytes.isEmpty() || whatOnlyAStartFinds(declaration(bytes.get())).isPresent()) {
      return Optional.of(reason);
    }
    changes.unlessLoaded(simpleName(path), removal(path, reason));
    return Optional.empty();
  }

  private static Redefinition removal(String path, String reason) {
    Matcher output = OUTPUT.matcher(path);
    String file = output.matches() ? output.group(1) : path;
    String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
    return new Redefinition(name, "", reason, List.of());
  }

  private Optional<String> added(String path, @Nullable ContentHash newer, HarmlessChanges changes)
      throws IOException {
    Optional<byte[]> bytes = read(newer);
    if (bytes.isEmpty()) {
      return Optional.of("a class was added whose content is not known here");
    }
    Optional<String> found = whatOnlyAStartFinds(declaration(bytes.get()));
    if (found.isEmpty()) {
      changes.added(simpleName(path));
    }
    return found.map(kind -> kind + " " + simpleName(path) + " added");
  }

  private static ClassNode declaration(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return node;
  }

  /** Frameworks find classes by annotation, supertype or name while they start, and only then. */
  private static Optional<String> whatOnlyAStartFinds(ClassNode node) {
    if (node.visibleAnnotations != null || node.invisibleAnnotations != null) {
      return Optional.of("annotated class");
    }
    if ((node.access & Opcodes.ACC_INTERFACE) != 0 && !node.interfaces.isEmpty()) {
      return Optional.of("interface");
    }
    if (!node.interfaces.stream().allMatch(ReloadPlanner::isOfTheJdk)
        || !(node.superName == null || isOfTheJdk(node.superName))) {
      return Optional.of("class with supertypes");
    }
    return Optional.empty();
  }

  private static boolean isOfTheJdk(String internalName) {
    return internalName.startsWith("java/");
  }

  private Optional<String> compare(
      String path,
      @Nullable ContentHash older,
      @Nullable ContentHash newer,
      HarmlessChanges changes)
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
      changes.cosmetic(simpleName(path));
      return Optional.empty();
    }
    Optional<Obstacle> obstacle = comparison.obstacle();
    if (obstacle.isPresent() && !obstacle.get().onlyIfLoaded()) {
      return Optional.of(obstacle.get().reason());
    }
    Redefinition redefinition =
        new Redefinition(
            comparison.className(),
            path,
            obstacle.map(Obstacle::reason).orElse(""),
            comparison.changedMethods());
    if (obstacle.isPresent()) {
      changes.unlessLoaded(simpleName(path), redefinition);
    } else {
      changes.bodies(simpleName(path), redefinition);
    }
    return Optional.empty();
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
    return resources.stream().map(ReloadPlanner::described).toList();
  }

  private static boolean isClass(String path) {
    return path.endsWith(".class") && OUTPUT.matcher(path).matches();
  }

  private static String described(String path) {
    if (isClass(path)) {
      return "class " + simpleName(path);
    }
    Matcher output = OUTPUT.matcher(path);
    return output.matches() ? output.group(1) : path.substring(path.lastIndexOf('/') + 1);
  }

  private static String simpleName(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.substring(0, file.length() - ".class".length()).replace('$', '.');
  }
}
