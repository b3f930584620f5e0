package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Brings a newer version of a class into a form that HotSpot accepts in place of the running one:
 *
 * <ul>
 *   <li>Methods may only be added if they are private and static or final. So new private methods
 *       become final, and static in interfaces, where methods cannot be final.
 *   <li>Removed private methods are kept: lambdas that exist may still call them.
 *   <li>Lambdas keep the names of those that they continue.
 *   <li>Private constants stay as they were: code does not read them.
 *   <li>New private static fields lie in classes of their own.
 *   <li>The nest stays as it is. Classes that are added to it are outsiders.
 * </ul>
 *
 * <p>The names and lines in stack traces stay those of the source, but for numbers of lambdas.
 */
final class Adaptation {

  private static final String DESERIALIZATION = "$deserializeLambda$";

  private final ClassNode running;
  private final ClassNode before;
  private final ClassNode newer;
  private final String simpleName;
  private final Map<String, MethodNode> runningMethods;
  private final Nests.Nest nest;
  private final List<MethodNode> added = new ArrayList<>();
  private final List<MethodNode> removed = new ArrayList<>();

  private Adaptation(byte[] running, byte[] before, byte[] newer, Nests.Nest nest) {
    this.running = read(running);
    this.before = read(before);
    this.newer = read(newer);
    this.simpleName = new ClassVersion(newer).simpleName();
    this.nest = nest;
    this.runningMethods = methods(this.running);
    new PrivateConstants(this.running, this.newer).align();
  }

  /**
   * Adapts a newer version.
   *
   * @param running the version that the JVM has
   * @param before the file of that version: the same bytes unless it was adapted, too
   * @param nest of the class
   * @throws NotAdaptableException if it cannot be, or if the JVM would not behave as after a start
   */
  static AdaptedVersion adapt(byte[] running, byte[] before, byte[] newer, Nests.Nest nest)
      throws NotAdaptableException {
    return new Adaptation(running, before, newer, nest).adapted(running);
  }

  /**
   * Whether a class that is added to the nest of a class that the JVM has cannot run as its file
   * is: as an outsider, or as one that the nest has had before and that uses outsiders.
   */
  static boolean isNeeded(byte[] file, Nests.Nest nest) {
    return new NestAccess(read(file), nest).isNeeded();
  }

  /** The form of such a class. */
  static byte[] added(byte[] file, Nests.Nest nest) throws NotAdaptableException {
    ClassNode node = read(file);
    new NestAccess(node, nest).adapt();
    return written(node);
  }

  private AdaptedVersion adapted(byte[] runningBytes) throws NotAdaptableException {
    new NestAccess(newer, nest).adapt();
    new PrivateStaticFields(running, before, newer, simpleName).align();
    requireNone(new ClassComparison(runningBytes, written(newer)).obstacleBesidesMethods());
    renameLambdas();
    addMethods();
    keepMethods();
    ClassNode extended = read(runningBytes);
    extended.methods.addAll(added);
    alignNest(extended);
    byte[] bytes = written(newer);
    ClassComparison comparison = new ClassComparison(written(extended), bytes);
    requireNone(comparison.obstacle());
    List<String> former = comparison.changedMethods();
    removed.forEach(method -> former.add(key(method)));
    List<String> keys = added.stream().map(Adaptation::key).toList();
    return new AdaptedVersion(bytes, keys, former);
  }

  private void alignNest(ClassNode extended) throws NotAdaptableException {
    NestMembers members = new NestMembers(running, newer, simpleName);
    if (members.differ()) {
      Optional<String> reason = nest.obstacle(newer.name);
      if (reason.isPresent()) {
        throw new NotAdaptableException(reason.get());
      }
      new NestAccess(newer, nest).requireNoReflection();
      members.align(extended);
    }
  }

  private static void requireNone(Optional<Obstacle> obstacle) throws NotAdaptableException {
    if (obstacle.isPresent()) {
      throw new NotAdaptableException(obstacle.get().reason());
    }
  }

  /** Serialized lambdas are found by their names, by other JVMs too. */
  private void renameLambdas() throws NotAdaptableException {
    Map<String, String> names = LambdaMatching.newNames(running, newer);
    if (names.isEmpty()) {
      return;
    }
    if (has(running, DESERIALIZATION) || has(newer, DESERIALIZATION)) {
      throw new NotAdaptableException("serializable lambdas renumbered in " + simpleName);
    }
    MethodReferences.replaceAll(
        newer,
        handle -> {
          String name = names.get(handle.getName() + handle.getDesc());
          return name == null || !handle.getOwner().equals(newer.name)
              ? handle
              : new Handle(
                  handle.getTag(), handle.getOwner(), name, handle.getDesc(), handle.isInterface());
        });
    newer.methods.forEach(method -> method.name = names.getOrDefault(key(method), method.name));
  }

  private static boolean has(ClassNode node, String method) {
    return node.methods.stream().anyMatch(each -> each.name.equals(method));
  }

  private void addMethods() throws NotAdaptableException {
    if ((newer.access & Opcodes.ACC_INTERFACE) != 0) {
      new PrivateInterfaceMethods(newer, simpleName).makeStatic(runningMethods);
    }
    UnseenMembers unseen = new UnseenMembers(newer);
    for (MethodNode method : newer.methods) {
      MethodNode former = runningMethods.get(key(method));
      if (former != null) {
        keepFinality(former, method);
        continue;
      }
      String seen = unseen.kindOf(method);
      if (seen != null) {
        throw new NotAdaptableException(seen + " added in " + simpleName);
      }
      if ((method.access & Opcodes.ACC_STATIC) == 0) {
        method.access |= Opcodes.ACC_FINAL;
      }
      added.add(method);
    }
  }

  /** A private method is not overridden, so its finality has no meaning. */
  private static void keepFinality(MethodNode former, MethodNode method) {
    if ((former.access & method.access & Opcodes.ACC_PRIVATE) != 0) {
      method.access = (method.access & ~Opcodes.ACC_FINAL) | (former.access & Opcodes.ACC_FINAL);
    }
  }

  private void keepMethods() throws NotAdaptableException {
    Map<String, MethodNode> after = methods(newer);
    UnseenMembers unseen = new UnseenMembers(running);
    for (MethodNode method : running.methods) {
      if (!after.containsKey(key(method))) {
        String seen = unseen.kindOf(method);
        if (seen != null) {
          throw new NotAdaptableException(seen + " removed from " + simpleName);
        }
        newer.methods.add(method);
        removed.add(method);
      }
    }
  }

  private static Map<String, MethodNode> methods(ClassNode node) {
    return node.methods.stream()
        .collect(
            Collectors.toMap(
                Adaptation::key, method -> method, (one, other) -> one, LinkedHashMap::new));
  }

  private static String key(MethodNode method) {
    return method.name + method.desc;
  }

  private static ClassNode read(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, 0);
    return node;
  }

  private static byte[] written(ClassNode node) {
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }
}
