package dev.innerloop.reload;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which private methods of a class nothing looks for but the code that calls them. Only such a
 * method can come or go while the app runs: what frameworks and Java itself look for by reflection,
 * they have looked for before.
 */
final class UnseenMembers {

  /** Only compilers and readers of sources care about them. */
  private static final Set<String> SILENT =
      Set.of("Ljava/lang/Deprecated;", "Ljava/lang/SafeVarargs;");

  /** Java's serialization calls them, private or not. */
  private static final Set<String> SERIALIZATION =
      Set.of("readObject", "readObjectNoData", "readResolve", "writeObject", "writeReplace");

  private final ClassNode node;

  UnseenMembers(ClassNode node) {
    this.node = node;
  }

  /** Which kind of method it is if something may look for it; null if nothing does. */
  @Nullable String kindOf(MethodNode method) {
    if (method.name.equals("<init>")) {
      return "constructor";
    }
    if (method.name.equals("<clinit>")) {
      return "static initialiser";
    }
    String name = "method " + method.name;
    if ((method.access & Opcodes.ACC_PRIVATE) == 0 || SERIALIZATION.contains(method.name)) {
      return name;
    }
    if ((method.access & Opcodes.ACC_NATIVE) != 0) {
      return "native " + name;
    }
    if (isAnnotated(method)) {
      return "annotated " + name;
    }
    return isAccessor(method) && !isSpringBean() ? "accessor " + name : null;
  }

  /** Whether a framework may have read all of the class when the app started. */
  boolean mayBeOfFramework() {
    return annotations(node.visibleAnnotations, node.invisibleAnnotations)
            .anyMatch(annotation -> !SILENT.contains(annotation.desc))
        && !isSpringBean();
  }

  /** Whether frameworks may look for methods of the class. */
  boolean hasAnnotatedMethods() {
    return node.methods.stream()
        .anyMatch(
            method ->
                annotations(method.visibleAnnotations, method.invisibleAnnotations)
                    .anyMatch(annotation -> !SILENT.contains(annotation.desc)));
  }

  private static boolean isAnnotated(MethodNode method) {
    return method.visibleParameterAnnotations != null
        || method.invisibleParameterAnnotations != null
        || annotations(method.visibleAnnotations, method.invisibleAnnotations)
            .anyMatch(annotation -> !SILENT.contains(annotation.desc));
  }

  /** Hibernate and Jackson use those of entities and data, private ones too. */
  private static boolean isAccessor(MethodNode method) {
    if ((method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC)) != 0) {
      return false;
    }
    int parameters = Type.getArgumentCount(method.desc);
    boolean isVoid = method.desc.endsWith(")V");
    return (parameters == 0 && !isVoid && method.name.matches("(get|is)\\p{Upper}.*"))
        || (parameters == 1 && method.name.matches("set\\p{Upper}.*"));
  }

  /** Spring's beans are no data. */
  private boolean isSpringBean() {
    List<AnnotationNode> all =
        annotations(node.visibleAnnotations, node.invisibleAnnotations).toList();
    return all.stream().allMatch(each -> each.desc.startsWith("Lorg/springframework/"))
        && all.stream()
            .anyMatch(
                each ->
                    each.desc.startsWith("Lorg/springframework/stereotype/")
                        || each.desc.startsWith("Lorg/springframework/web/bind/annotation/")
                        || each.desc.equals(
                            "Lorg/springframework/context/annotation/Configuration;"));
  }

  private static Stream<AnnotationNode> annotations(
      @Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
    return Stream.of(visible, invisible)
        .flatMap(each -> each == null ? Stream.empty() : each.stream());
  }
}
