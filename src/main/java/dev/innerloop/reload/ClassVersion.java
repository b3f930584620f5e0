package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.ParameterNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * One version of a class, taken apart. Members are keyed by name and descriptor.
 *
 * <p>Each part is written into an otherwise empty class file: two such files are equal exactly when
 * the parts are, whatever an attribute of theirs may be called, and wherever its constants were.
 */
final class ClassVersion {

  private final ClassNode declared = new ClassNode();
  private final ClassNode coded = new ClassNode();

  ClassVersion(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    reader.accept(declared, ClassReader.SKIP_CODE);
    reader.accept(coded, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (isAnnotated()) {
      nameParameters(reader);
    }
  }

  /** Without {@code -parameters}, frameworks read the names from the debug information. */
  private void nameParameters(ClassReader reader) {
    ClassNode debugged = new ClassNode();
    reader.accept(debugged, ClassReader.SKIP_FRAMES);
    for (int i = 0; i < declared.methods.size(); i++) {
      MethodNode method = declared.methods.get(i);
      List<LocalVariableNode> variables = debugged.methods.get(i).localVariables;
      if (method.parameters == null && variables != null) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        int behind = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        int end = isStatic ? behind - 1 : behind;
        List<ParameterNode> parameters = new ArrayList<>();
        variables.stream()
            .filter(variable -> variable.index >= (isStatic ? 0 : 1) && variable.index < end)
            .sorted(Comparator.comparingInt(variable -> variable.index))
            .forEach(variable -> parameters.add(new ParameterNode(variable.name, 0)));
        method.parameters = parameters;
      }
    }
  }

  String className() {
    return declared.name.replace('/', '.');
  }

  String simpleName() {
    return declared.name.substring(declared.name.lastIndexOf('/') + 1).replace('$', '.');
  }

  /** The declaration, without members. */
  ClassNode declared() {
    return declared;
  }

  /** Whether frameworks may know it from reading its file, without loading it. */
  boolean isAnnotated() {
    return declared.visibleAnnotations != null || declared.invisibleAnnotations != null;
  }

  boolean hasTypeAnnotatedComponent() {
    return declared.recordComponents != null
        && declared.recordComponents.stream().anyMatch(ClassVersion::isTypeAnnotated);
  }

  private static boolean isTypeAnnotated(RecordComponentNode component) {
    return component.visibleTypeAnnotations != null || component.invisibleTypeAnnotations != null;
  }

  /** All but members, annotations and where the source was. */
  byte[] header() {
    ClassNode header = new ClassNode();
    new ClassReader(written(declared)).accept(header, 0);
    header.fields.clear();
    header.methods.clear();
    // Classes of others are listed there as soon as a method body names them.
    header.innerClasses.removeIf(inner -> !(inner.name + "$").startsWith(declared.name + "$"));
    header.innerClasses.sort(Comparator.comparing(inner -> inner.name));
    if (header.nestMembers != null) {
      header.nestMembers.sort(null);
    }
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
      fields.put(field.name + ":" + field.desc, written(shell));
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
      methods.put(method.name + method.desc, written(shell));
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
