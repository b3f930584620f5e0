package dev.innerloop.reload;

import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.WorkspacePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** A class of the app whose file has changed. */
final class ChangedClass {

  private final WorkspacePath path;
  private final String simpleName;
  private final byte[] before;
  private final byte[] after;
  private final ClassComparison comparison;
  private final Nests nests;

  ChangedClass(WorkspacePath path, String simpleName, byte[] before, byte[] after, Nests nests) {
    this.path = path;
    this.simpleName = simpleName;
    this.before = before.clone();
    this.after = after.clone();
    this.nests = nests;
    this.comparison = new ClassComparison(before, after);
  }

  /**
   * Adds what the app's JVM can take to the changes.
   *
   * @return why the app has to restart; empty if it need not
   */
  Optional<String> plan(RunningClasses running, HarmlessChanges changes) {
    if (comparison.isEqual()) {
      changes.cosmetic(simpleName);
      return Optional.empty();
    }
    Optional<byte[]> form = running.adapted(comparison.className());
    Optional<Obstacle> obstacle = comparison.obstacle();
    ClassNode file = read(after);
    boolean crossing = new NestAccess(file, nests.of(path)).isNeeded();
    // Else the JVM would load it as if it had access to private members of others.
    boolean loadable = !crossing || file.nestHostClass == null;
    if (nests.mayBeRenumbered(comparison.className())) {
      String renumbered = "anonymous or local classes renumbered, such as " + simpleName;
      if (!loadable) {
        return Optional.of(renumbered);
      }
      changes.unlessLoaded(simpleName, redefinition(renumbered, comparison.changedMethods()));
      return Optional.empty();
    }
    if (form.isEmpty() && obstacle.isEmpty() && !crossing) {
      changes.bodies(simpleName, redefinition("", comparison.changedMethods()));
      return Optional.empty();
    }
    String reason =
        obstacle
            .map(Obstacle::reason)
            .orElse(crossing ? "private members of a new class used in " + simpleName : "");
    try {
      AdaptedVersion version = Adaptation.adapt(form.orElse(before), before, after, nests.of(path));
      if (running.acceptsAddedMethods() || !version.addsMethods()) {
        changes.adapted(simpleName, redefinition("", version.former()), adapted(version, form));
        return Optional.empty();
      }
    } catch (NotAdaptableException e) {
      reason = e.reason();
    }
    if (loadable
        && obstacle.isPresent()
        && obstacle.get().onlyIfLoaded()
        && !hidesFromOutsiders(file, running)) {
      changes.unlessLoaded(simpleName, redefinition(reason, comparison.changedMethods()));
      return Optional.empty();
    }
    return Optional.of(reason.isEmpty() ? "methods added to " + simpleName + " before" : reason);
  }

  /**
   * Whether outsiders that have not changed may use members that have become private: the file of
   * an outsider then says the same, but the JVM refuses its access.
   */
  private boolean hidesFromOutsiders(ClassNode file, RunningClasses running) {
    String host = new NestedClass(file).nest().replace('/', '.');
    return running.adapted(host).isPresent()
        && !privateMembers(read(before)).containsAll(privateMembers(file));
  }

  private static Set<String> privateMembers(ClassNode node) {
    return Stream.concat(
            node.fields.stream()
                .filter(each -> (each.access & Opcodes.ACC_PRIVATE) != 0)
                .map(each -> each.name + ":" + each.desc),
            node.methods.stream()
                .filter(each -> (each.access & Opcodes.ACC_PRIVATE) != 0)
                .map(each -> each.name + each.desc))
        .collect(Collectors.toSet());
  }

  private Redefinition redefinition(String obstacle, List<String> methods) {
    return new Redefinition(comparison.className(), path.toString(), obstacle, methods);
  }

  private String change(AdaptedVersion version) {
    String change = new StructuralChange(before, after).description(simpleName);
    if (!change.isEmpty() || !version.addsMethods()) {
      return change;
    }
    return version.addsLambdas()
        ? "lambda changed in " + simpleName
        : "private members of a new class used in " + simpleName;
  }

  private AdaptedClass adapted(AdaptedVersion version, Optional<byte[]> form) {
    AdaptedClass adapted =
        new AdaptedClass(
            comparison.className(),
            form.map(ContentHash::of).orElse(null),
            change(version),
            version.addsMethods(),
            version.bytes());
    ClassNode file = read(after);
    return file.nestHostClass != null && new NestAccess(file, nests.of(path)).isNeeded()
        ? adapted.definedWith(file.nestHostClass.replace('/', '.'))
        : adapted;
  }

  private static ClassNode read(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, 0);
    return node;
  }
}
