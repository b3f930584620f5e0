package dev.innerloop.reload;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.Inventory;
import dev.innerloop.content.InventoryDifference;
import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Blobs blobs;
  private final UncachedResources uncached = new UncachedResources();

  /**
   * @param blobs where old and new content is read, as far as it is known there
   */
  public ReloadPlanner(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * Plans how a running app gets from one inventory to another.
   *
   * @param running what is known of the classes in its JVM
   * @throws IOException if content that should be known cannot be read
   */
  public ReloadPlan plan(Inventory older, Inventory newer, RunningClasses running)
      throws IOException {
    InventoryDifference difference = older.differenceTo(newer);
    Optional<String> obstacle = obstacleInLibraries(difference);
    if (obstacle.isPresent()) {
      return ReloadPlan.of(ReloadStrategy.JVM, obstacle.get());
    }
    obstacle = obstacleInWorkingDirectory(difference);
    if (obstacle.isPresent()) {
      return ReloadPlan.of(ReloadStrategy.JVM, obstacle.get());
    }
    obstacle = obstacleInResources(difference);
    if (obstacle.isPresent()) {
      return ReloadPlan.of(ReloadStrategy.RESTART, obstacle.get());
    }
    HarmlessChanges changes = new HarmlessChanges();
    Nests nests = new Nests((inventory, path) -> read(inventory.get(path)), older, newer, running);
    Stream.concat(difference.removed().stream(), difference.added().stream())
        .filter(WorkspacePath::isClassFile)
        .forEach(path -> nests.changes(className(path)));
    for (WorkspacePath path : difference.removed()) {
      obstacle =
          path.isClassFile() ? removed(path, older.get(path), newer, changes) : Optional.empty();
      if (obstacle.isPresent()) {
        return ReloadPlan.of(ReloadStrategy.RESTART, obstacle.get());
      }
    }
    for (WorkspacePath path : difference.added()) {
      obstacle =
          path.isClassFile() ? added(path, newer.get(path), nests, changes) : Optional.empty();
      if (obstacle.isPresent()) {
        return ReloadPlan.of(ReloadStrategy.RESTART, obstacle.get());
      }
    }
    for (WorkspacePath path : difference.changed()) {
      obstacle =
          path.isClassFile()
              ? compare(path, older.get(path), newer.get(path), running, nests, changes)
              : Optional.empty();
      if (obstacle.isPresent()) {
        return ReloadPlan.of(ReloadStrategy.RESTART, obstacle.get());
      }
    }
    obstacle = obstacleInNests(difference, newer, running, changes);
    return obstacle
        .map(reason -> ReloadPlan.of(ReloadStrategy.RESTART, reason))
        .orElseGet(() -> changes.plan(resources(difference), running));
  }

  private Optional<String> obstacleInNests(
      InventoryDifference difference,
      Inventory newer,
      RunningClasses running,
      HarmlessChanges changes)
      throws IOException {
    if (!changes.hasForms() && !running.hasForms()) {
      return Optional.empty();
    }
    FieldsInHolders fields =
        new FieldsInHolders(
            className -> changes.form(className).or(() -> running.adapted(className)));
    List<WorkspacePath> paths = new ArrayList<>(difference.changed());
    paths.addAll(difference.added());
    for (WorkspacePath path : paths) {
      Optional<byte[]> file = path.isClassFile() ? read(newer.get(path)) : Optional.empty();
      Optional<String> obstacle = file.flatMap(fields::obstacle);
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  /** What is not the app's own output is loaded once for the life of its JVM. */
  private static Optional<String> obstacleInLibraries(InventoryDifference difference) {
    return Stream.of(
            difference.removed().stream().map(path -> Map.entry(path, " removed")),
            difference.added().stream().map(path -> Map.entry(path, " added")),
            difference.changed().stream().map(path -> Map.entry(path, " changed")))
        .flatMap(changes -> changes)
        .filter(change -> change.getKey().inOutput().isEmpty())
        .filter(change -> change.getKey().inWork().isEmpty())
        .map(change -> described(change.getKey()) + change.getValue())
        .findFirst();
  }

  /**
   * The JVM's options may name a file, and libraries keep what they have read. Only Spring Boot's
   * own files are read at each start. The first file and the last decide on the working directory.
   */
  private Optional<String> obstacleInWorkingDirectory(InventoryDifference difference) {
    Stream<Map.Entry<WorkspacePath, String>> moved =
        Stream.concat(
                difference.removed().stream().map(path -> Map.entry(path, " removed")),
                difference.added().stream().map(path -> Map.entry(path, " added")))
            .filter(change -> !uncached.isReadAfterAddOrRemove(change.getKey()));
    Stream<Map.Entry<WorkspacePath, String>> changed =
        difference.changed().stream()
            .filter(path -> !uncached.isReadAtStart(path) && !uncached.isReadAfterChange(path))
            .map(path -> Map.entry(path, " changed"));
    return Stream.concat(moved, changed)
        .filter(change -> !change.getKey().inWork().isEmpty())
        .map(change -> described(change.getKey()) + change.getValue())
        .findFirst();
  }

  private Optional<String> obstacleInResources(InventoryDifference difference) {
    for (WorkspacePath path : difference.removed()) {
      if (!path.isClassFile() && !uncached.isReadAfterAddOrRemove(path)) {
        return Optional.of(described(path) + " removed");
      }
    }
    for (WorkspacePath path : difference.added()) {
      if (!path.isClassFile() && !uncached.isReadAfterAddOrRemove(path)) {
        return Optional.of(described(path) + " added");
      }
    }
    for (WorkspacePath path : difference.changed()) {
      if (!path.isClassFile() && !uncached.isReadAfterChange(path)) {
        return Optional.of(described(path) + " changed");
      }
    }
    return Optional.empty();
  }

  private Optional<String> removed(
      WorkspacePath path, @Nullable ContentHash older, Inventory newer, HarmlessChanges changes)
      throws IOException {
    String reason = described(path) + " removed";
    Optional<byte[]> bytes = read(older);
    if (bytes.isEmpty() || rolesFoundAtStart(declaration(bytes.get())).isPresent()) {
      return Optional.of(reason);
    }
    if (!isHiddenIn(newer, path, declaration(bytes.get()))) {
      changes.unlessLoaded(
          simpleName(path), new Redefinition(className(path), "", reason, List.of()));
    }
    return Optional.empty();
  }

  /** Then the code around it has changed with it, and nothing else used it. */
  private static boolean isHiddenIn(Inventory newer, WorkspacePath path, ClassNode node) {
    String text = path.toString();
    String host = text.substring(0, text.lastIndexOf('/') + 1) + path.name().split("\\$")[0];
    return new NestedClass(node).isHidden() && newer.get(WorkspacePath.of(host + ".class")) != null;
  }

  private static String className(WorkspacePath path) {
    String file = path.inOutput();
    return file.substring(0, file.length() - ".class".length()).replace('/', '.');
  }

  private Optional<String> added(
      WorkspacePath path, @Nullable ContentHash newer, Nests nests, HarmlessChanges changes)
      throws IOException {
    Optional<byte[]> bytes = read(newer);
    if (bytes.isEmpty()) {
      return Optional.of("a class was added whose content is not known here");
    }
    ClassNode declaration = declaration(bytes.get());
    Optional<String> found = rolesFoundAtStart(declaration);
    if (found.isPresent()) {
      return found.map(kind -> kind + " " + simpleName(path) + " added");
    }
    if (new NestedClass(declaration).isNested()) {
      addNested(path, declaration, bytes.get(), nests.of(path), nests, changes);
    } else {
      changes.added(simpleName(path));
    }
    return Optional.empty();
  }

  private static void addNested(
      WorkspacePath path,
      ClassNode declaration,
      byte[] file,
      Nests.Nest nest,
      Nests nests,
      HarmlessChanges changes) {
    String before = described(path) + " removed before and added again";
    changes.addedNested(
        simpleName(path), new Redefinition(className(path), path.toString(), before, List.of()));
    String host = declaration.nestHostClass;
    if (host == null || !Adaptation.isNeeded(file, nest)) {
      return;
    }
    try {
      byte[] form = Adaptation.added(file, nest);
      changes.outsider(
          new AdaptedClass(className(path), null, "", false, form)
              .definedWith(host.replace('/', '.')));
    } catch (NotAdaptableException e) {
      nests.refuse(host, e.reason());
    }
  }

  private static ClassNode declaration(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return node;
  }

  /** Frameworks find classes by annotation, supertype or name while they start, and only then. */
  private static Optional<String> rolesFoundAtStart(ClassNode node) {
    if (node.visibleAnnotations != null || node.invisibleAnnotations != null) {
      return Optional.of("annotated class");
    }
    if (new NestedClass(node).isDependent()) {
      return Optional.empty();
    }
    if ((node.access & Opcodes.ACC_INTERFACE) != 0 && !node.interfaces.isEmpty()) {
      return Optional.of("interface");
    }
    if (!node.interfaces.stream().allMatch(ReloadPlanner::isOfTheJdk)
        || !(node.superName == null || isOfTheJdk(node.superName))) {
      return Optional.of("class with supertypes");
    }
    // Spring takes a nested class with bean methods for configuration, annotated or not.
    if (new NestedClass(node).isNested() && new UnseenMembers(node).hasAnnotatedMethods()) {
      return Optional.of("class with annotated methods");
    }
    return Optional.empty();
  }

  private static boolean isOfTheJdk(String internalName) {
    return internalName.startsWith("java/");
  }

  private Optional<String> compare(
      WorkspacePath path,
      @Nullable ContentHash older,
      @Nullable ContentHash newer,
      RunningClasses running,
      Nests nests,
      HarmlessChanges changes)
      throws IOException {
    Optional<byte[]> before = read(older);
    Optional<byte[]> after = read(newer);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.of("the former " + simpleName(path) + " is not known here");
    }
    try {
      return new ChangedClass(path, simpleName(path), before.get(), after.get(), nests)
          .plan(running, changes);
    } catch (RuntimeException e) {
      // A class file newer than the library that reads it, or none at all: the JVM will tell.
      return Optional.of(simpleName(path) + " cannot be compared");
    }
  }

  private Optional<byte[]> read(@Nullable ContentHash hash) throws IOException {
    if (hash == null || !blobs.has(hash)) {
      return Optional.empty();
    }
    try (InputStream in = blobs.open(hash)) {
      return Optional.of(in.readAllBytes());
    }
  }

  private static List<String> resources(InventoryDifference difference) {
    List<WorkspacePath> resources = new ArrayList<>();
    difference.added().forEach(resources::add);
    difference.changed().forEach(resources::add);
    difference.removed().forEach(resources::add);
    resources.removeIf(WorkspacePath::isClassFile);
    return resources.stream().map(ReloadPlanner::described).toList();
  }

  private static String described(WorkspacePath path) {
    if (path.isClassFile()) {
      return "class " + simpleName(path);
    }
    if (!path.inWork().isEmpty()) {
      return path.inWork();
    }
    return path.inOutput().isEmpty() ? path.name() : path.inOutput();
  }

  private static String simpleName(WorkspacePath path) {
    String file = path.name();
    return file.substring(0, file.length() - ".class".length()).replace('$', '.');
  }
}
