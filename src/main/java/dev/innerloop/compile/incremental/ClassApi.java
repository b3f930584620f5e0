package dev.innerloop.compile.incremental;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What other classes compile against: a class without bodies and private members. Of a private
 * field, others see that it hides one that the class inherits.
 */
public final class ClassApi {

  private static final int PARTS =
      ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

  private static final Set<String> WITHOUT_FIELDS =
      Set.of("java/lang/Object", "java/lang/Record", "java/lang/Enum");

  private final ClassNode type = new ClassNode();

  private ClassApi(byte[] classFile) {
    new ClassReader(classFile).accept(type, PARTS);
  }

  /** The API change of a replaced class; if in doubt, everything changed. */
  public static ApiChange change(byte[] before, byte[] after) {
    return seen(
        () ->
            Arrays.equals(before, after)
                ? ApiChange.NONE
                : new ClassApi(before).changeTo(new ClassApi(after)));
  }

  /** The API change of an added or removed class. */
  public static ApiChange appearance(byte[] classFile) {
    return seen(() -> new ClassApi(classFile).comesOrGoes());
  }

  private static ApiChange seen(Supplier<ApiChange> change) {
    try {
      return change.get();
    } catch (RuntimeException e) {
      // A class format that ASM does not support yet, or a corrupt file: it fails in many ways.
      return ApiChange.EVERYTHING;
    }
  }

  private ApiChange comesOrGoes() {
    if (isLocal()) {
      return ApiChange.NONE;
    }
    if (type.name.endsWith("-info")) {
      return ApiChange.EVERYTHING; // annotations of a package apply to all of its classes
    }
    return new ApiChange(Set.of(type.name), Set.of(simpleName()), false);
  }

  private ApiChange changeTo(ClassApi after) {
    if (isLocal() && after.isLocal()) {
      return ApiChange.NONE;
    }
    Map<String, Member> oldMembers = members();
    Map<String, Member> newMembers = after.members();
    Set<String> names = new HashSet<>(oldMembers.keySet());
    names.addAll(newMembers.keySet());
    Set<String> words = new HashSet<>();
    boolean changed = false;
    boolean abstractChanged = false;
    for (String name : names) {
      Member old = oldMembers.get(name);
      Member now = newMembers.get(name);
      if (old == null || now == null || !old.description().equals(now.description())) {
        changed = true;
        for (Member member : new Member[] {old, now}) {
          if (member != null
              && (member.has(Opcodes.ACC_STATIC) || member.has(Opcodes.ACC_PRIVATE))) {
            words.add(member.name());
          }
          abstractChanged |= member != null && member.has(Opcodes.ACC_ABSTRACT);
        }
      }
    }
    boolean annotated = !Arrays.equals(annotations(), after.annotations());
    if (!Arrays.equals(header(), after.header())
        || (changed || annotated) && (isAnnotation() || after.isAnnotation())
        || annotated && type.name.endsWith("-info")
        || abstractChanged && (mayBeFunctional() || after.mayBeFunctional())) {
      // Subtyping and the shape of lambdas decide on overloads in classes that do not mention the
      // type; annotation types need not be mentioned where they are used.
      return ApiChange.EVERYTHING;
    }
    return changed || annotated ? new ApiChange(Set.of(type.name), words, false) : ApiChange.NONE;
  }

  /**
   * A field or a method.
   *
   * @param description the bytes of a class that has nothing else, as characters
   */
  private record Member(String name, int access, String description) {

    boolean has(int flag) {
      return (access & flag) != 0;
    }
  }

  private Map<String, Member> members() {
    Map<String, Member> members = new HashMap<>();
    for (FieldNode field : type.fields) {
      if (isSeen(field.access)) {
        ClassNode alone = alone();
        alone.fields.add(field);
        members.put(
            field.name + " " + field.desc,
            new Member(field.name, field.access, description(alone)));
      } else if (mayInheritFields() && (field.access & Opcodes.ACC_PRIVATE) != 0) {
        members.put(field.name, new Member(field.name, field.access, "hides"));
      }
    }
    for (MethodNode method : type.methods) {
      if (isSeen(method.access) && !method.name.equals("<clinit>")) {
        ClassNode alone = alone();
        alone.methods.add(method);
        members.put(
            method.name + method.desc, new Member(method.name, method.access, description(alone)));
      }
    }
    return members;
  }

  private byte[] header() {
    ClassNode header = alone();
    header.access = type.access;
    header.name = type.name;
    header.signature = type.signature;
    header.superName = type.superName;
    header.interfaces = type.interfaces;
    header.permittedSubclasses = type.permittedSubclasses;
    header.recordComponents = type.recordComponents;
    // What is declared here; bodies that mention nested classes of other classes also leave an
    // entry.
    Map<String, InnerClassNode> nested = new TreeMap<>();
    for (InnerClassNode each : type.innerClasses) {
      if (each.name.equals(type.name)) {
        nested.put(each.name, each);
      }
    }
    header.innerClasses.addAll(nested.values());
    return bytes(header);
  }

  private byte[] annotations() {
    ClassNode annotated = alone();
    annotated.visibleAnnotations = type.visibleAnnotations;
    annotated.invisibleAnnotations = type.invisibleAnnotations;
    annotated.visibleTypeAnnotations = type.visibleTypeAnnotations;
    annotated.invisibleTypeAnnotations = type.invisibleTypeAnnotations;
    return bytes(annotated);
  }

  private static ClassNode alone() {
    ClassNode node = new ClassNode();
    node.version = Opcodes.V17; // of no meaning: one and the same on both sides
    node.name = "X";
    return node;
  }

  private static String description(ClassNode node) {
    return new String(bytes(node), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(ClassNode node) {
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  private static boolean isSeen(int access) {
    return (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC)) == 0;
  }

  private boolean mayInheritFields() {
    return !WITHOUT_FIELDS.contains(type.superName) || !type.interfaces.isEmpty();
  }

  private boolean isAnnotation() {
    return (type.access & Opcodes.ACC_ANNOTATION) != 0;
  }

  /** Not if its own abstract methods alone are too many; what it inherits is not known here. */
  private boolean mayBeFunctional() {
    List<String> names =
        type.methods.stream()
            .filter(method -> (method.access & Opcodes.ACC_ABSTRACT) != 0)
            .map(method -> method.name)
            .filter(name -> !name.equals("equals") && !name.equals("hashCode"))
            .filter(name -> !name.equals("toString"))
            .distinct()
            .toList();
    return (type.access & Opcodes.ACC_INTERFACE) != 0 && names.size() < 2;
  }

  /** Local and anonymous classes can be named in their own source only. */
  private boolean isLocal() {
    return type.outerMethod != null
        || type.innerClasses.stream()
            .anyMatch(each -> each.name.equals(type.name) && each.outerName == null);
  }

  private String simpleName() {
    return type.innerClasses.stream()
        .filter(each -> each.name.equals(type.name))
        .map(each -> each.innerName)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(type.name.substring(type.name.lastIndexOf('/') + 1));
  }
}
