package dev.innerloop.reload;

import dev.innerloop.content.Inventory;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * The nests of an update. The JVM does not change which classes are in the nest of a class that it
 * has: a class that is added there is an outsider, which has no access to private members of the
 * others, nor they to its own.
 *
 * <p>Classes are named by internal names. Those of a nest lie in one directory.
 */
final class Nests {

  /** Where class files are read. */
  interface Files {

    /** A file of an inventory; empty if it has none, or if its content is not known here. */
    Optional<byte[]> read(Inventory inventory, WorkspacePath path) throws IOException;
  }

  private final Files files;
  private final Inventory older;
  private final Inventory newer;
  private final RunningClasses running;
  private final Map<String, String> obstacles = new HashMap<>();
  private final Set<String> numberings = new HashSet<>();
  private final Map<String, Nest> nests = new HashMap<>();

  Nests(Files files, Inventory older, Inventory newer, RunningClasses running) {
    this.files = files;
    this.older = older;
    this.newer = newer;
    this.running = running;
  }

  /** A class comes or goes. */
  void changes(String className) {
    NestedClass.numbering(className).ifPresent(numberings::add);
  }

  /** Whether a class that is in both versions may have got the number of another one. */
  boolean mayBeRenumbered(String className) {
    return NestedClass.numbering(className).filter(numberings::contains).isPresent();
  }

  /** A class cannot be added to the nest of a class if that is loaded. */
  void refuse(String host, String reason) {
    obstacles.putIfAbsent(host, reason);
  }

  /** The nest of a class. */
  Nest of(WorkspacePath path) {
    String text = path.toString();
    return nests.computeIfAbsent(text.substring(0, text.lastIndexOf('/') + 1), Nest::new);
  }

  /** The nests of one directory. Each file is read once, however many accesses ask for it. */
  final class Nest {

    private final String directory;
    private final Map<String, Optional<ClassNode>> declarations = new HashMap<>();
    private final Map<String, Boolean> outsiders = new HashMap<>();

    private Nest(String directory) {
      this.directory = directory;
    }

    /** Why a class cannot have other members of its nest while it is loaded, if it cannot. */
    Optional<String> obstacle(String host) {
      return running.definesClasses()
          ? Optional.ofNullable(obstacles.get(host))
          : Optional.of("nested classes changed of " + host.substring(host.lastIndexOf('/') + 1));
    }

    /** The declaration of a class as it is after the update. */
    Optional<ClassNode> after(String name) {
      return declarations.computeIfAbsent(
          name, each -> file(newer, each).map(bytes -> read(bytes, ClassReader.SKIP_CODE)));
    }

    /** Whether the class that decides on a nest has no such member in the JVM. */
    boolean isOutsider(ClassNode file) {
      String host = file.nestHostClass;
      return host != null
          && outsiders.computeIfAbsent(file.name, member -> isOutsider(member, host));
    }

    private boolean isOutsider(String member, String host) {
      return running
          .adapted(host.replace('/', '.'))
          .or(() -> file(older, host))
          .map(bytes -> read(bytes, ClassReader.SKIP_CODE))
          .filter(node -> node.nestMembers == null || !node.nestMembers.contains(member))
          .isPresent();
    }

    private Optional<byte[]> file(Inventory inventory, String name) {
      String file = name.substring(name.lastIndexOf('/') + 1) + ".class";
      try {
        return files.read(inventory, WorkspacePath.of(directory + file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static ClassNode read(byte[] bytes, int flags) {
      ClassNode node = new ClassNode();
      new ClassReader(bytes).accept(node, flags);
      return node;
    }
  }
}
