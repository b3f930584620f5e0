package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * Two versions of one class, compared by meaning: debug information does not count.
 *
 * <p>Parts are compared by writing each into an otherwise empty class file: two such files are
 * equal exactly when the parts are, whatever an attribute of theirs may be called.
 */
final class ClassComparison {

  private final String name;
  private final Version older;
  private final Version newer;

  ClassComparison(byte[] older, byte[] newer) {
    this.older = new Version(older);
    this.newer = new Version(newer);
    this.name = this.newer.simpleName();
  }

  String className() {
    return newer.declared.name.replace('/', '.');
  }

  /** Why the running JVM cannot take the newer version; empty if it can. */
  Optional<String> obstacle() {
    if (older.hasTypeAnnotatedComponent() || newer.hasTypeAnnotatedComponent()) {
      // Redefining such a record breaks its reflection, or the JVM (JDK-8376185).
      return Optional.of("record with annotated component types " + name + " changed");
    }
    return firstPresent(headerObstacle(), fieldObstacle(), methodObstacle(), structureObstacle());
  }

  /** Whether only debug information differs. */
  boolean isEqual() {
    return headerObstacle().isEmpty()
        && structureObstacle().isEmpty()
        && fieldObstacle().isEmpty()
        && membersObstacle("method", older.declarations(), newer.declarations()).isEmpty()
        && changedBodies().isEmpty();
  }

  /** Names of the methods whose bodies differ. */
  List<String> changedBodies() {
    Map<String, byte[]> before = older.bodies();
    Map<String, byte[]> after = newer.bodies();
    List<String> changed = new ArrayList<>();
    after.forEach(
        (method, body) -> {
          byte[] old = before.get(method);
          if (old != null && !Arrays.equals(old, body)) {
            changed.add(plain(method));
          }
        });
    return changed;
  }

  private Optional<String> headerObstacle() {
    ClassNode before = older.declared;
    ClassNode after = newer.declared;
    if (!before.name.equals(after.name)) {
      return Optional.of("class renamed to " + name);
    }
    if (!Objects.equals(before.superName, after.superName)
        || !before.interfaces.equals(after.interfaces)) {
      return Optional.of("supertypes changed of " + name);
    }
    if (before.access != after.access) {
      return Optional.of("modifiers changed of " + name);
    }
    if (!Arrays.equals(older.annotations(), newer.annotations())) {
      return Optional.of("annotations changed of " + name);
    }
    return Optional.empty();
  }

  private Optional<String> structureObstacle() {
    return Arrays.equals(older.header(), newer.header())
        ? Optional.empty()
        : Optional.of("nested classes or record components changed of " + name);
  }

  private Optional<String> fieldObstacle() {
    Map<String, byte[]> before = older.fields();
    Map<String, byte[]> after = newer.fields();
    Optional<String> member = membersObstacle("field", before, after);
    if (member.isEmpty() && !List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
      return Optional.of("fields reordered in " + name);
    }
    return member;
  }

  private Optional<String> methodObstacle() {
    Optional<String> member = membersObstacle("method", older.declarations(), newer.declarations());
    if (member.isPresent()) {
      return member;
    }
    for (String method : changedBodies()) {
      switch (method) {
        case "<clinit>" -> {
          return Optional.of("static initialiser changed in " + name);
        }
        case "<init>" -> {
          return Optional.of("constructor or field initialiser changed in " + name);
        }
        case "main" -> {
          return Optional.of("main changed in " + name);
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private Optional<String> membersObstacle(
      String kind, Map<String, byte[]> before, Map<String, byte[]> after) {
    for (String member : after.keySet()) {
      if (!before.containsKey(member)) {
        return Optional.of(described(kind, member) + " added in " + name);
      }
    }
    for (Map.Entry<String, byte[]> member : before.entrySet()) {
      byte[] now = after.get(member.getKey());
      if (now == null) {
        return Optional.of(described(kind, member.getKey()) + " removed from " + name);
      }
      if (!Arrays.equals(member.getValue(), now)) {
        return Optional.of(
            "declaration of " + described(kind, member.getKey()) + " changed in " + name);
      }
    }
    return Optional.empty();
  }

  private static String described(String kind, String member) {
    String plain = plain(member);
    if (plain.startsWith("lambda$")) {
      return "lambda";
    }
    return switch (plain) {
      case "<init>" -> "constructor";
      case "<clinit>" -> "static initialiser";
      default -> kind + " " + plain;
    };
  }

  private static String plain(String member) {
    return member.substring(0, member.indexOf(' '));
  }

  @SafeVarargs
  private static Optional<String> firstPresent(Optional<String>... candidates) {
    return Arrays.stream(candidates).flatMap(Optional::stream).findFirst();
  }

  /** One version of the class, taken apart. Members are keyed by name, a space, and type. */
  private static final class Version {

    private final ClassNode declared = new ClassNode();
    private final ClassNode coded = new ClassNode();

    Version(byte[] bytes) {
      ClassReader reader = new ClassReader(bytes);
      reader.accept(declared, ClassReader.SKIP_CODE);
      reader.accept(coded, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    String simpleName() {
      return declared.name.substring(declared.name.lastIndexOf('/') + 1).replace('$', '.');
    }

    boolean hasTypeAnnotatedComponent() {
      return declared.recordComponents != null
          && declared.recordComponents.stream().anyMatch(Version::isTypeAnnotated);
    }

    private static boolean isTypeAnnotated(RecordComponentNode component) {
      return component.visibleTypeAnnotations != null || component.invisibleTypeAnnotations != null;
    }

    byte[] header() {
      ClassNode header = new ClassNode();
      new ClassReader(written(declared)).accept(header, 0);
      header.fields.clear();
      header.methods.clear();
      // Classes of others are listed there as soon as a method body names them.
      header.innerClasses.removeIf(inner -> !inner.name.startsWith(declared.name));
      header.sourceFile = null;
      header.sourceDebug = null;
      return written(header);
    }

    byte[] annotations() {
      ClassNode shell = shell();
      shell.visibleAnnotations = declared.visibleAnnotations;
      shell.invisibleAnnotations = declared.invisibleAnnotations;
      shell.visibleTypeAnnotations = declared.visibleTypeAnnotations;
      shell.invisibleTypeAnnotations = declared.invisibleTypeAnnotations;
      return written(shell);
    }

    Map<String, byte[]> fields() {
      Map<String, byte[]> fields = new LinkedHashMap<>();
      for (FieldNode field : declared.fields) {
        ClassNode shell = shell();
        shell.fields.add(field);
        fields.put(field.name + " " + field.desc, written(shell));
      }
      return fields;
    }

    Map<String, byte[]> declarations() {
      return methods(declared.methods);
    }

    Map<String, byte[]> bodies() {
      return methods(coded.methods);
    }

    private Map<String, byte[]> methods(List<MethodNode> nodes) {
      Map<String, byte[]> methods = new LinkedHashMap<>();
      for (MethodNode method : nodes) {
        ClassNode shell = shell();
        shell.methods.add(method);
        methods.put(method.name + " " + method.desc, written(shell));
      }
      return methods;
    }

    private ClassNode shell() {
      ClassNode shell = new ClassNode();
      shell.version = declared.version;
      shell.access = declared.access;
      shell.name = declared.name;
      shell.superName = declared.superName;
      return shell;
    }

    private static byte[] written(ClassNode node) {
      ClassWriter writer = new ClassWriter(0);
      node.accept(writer);
      return writer.toByteArray();
    }
  }
}
