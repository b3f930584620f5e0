package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The lambdas of a class: compilers make a private method of each, and number them. Methods are
 * keyed by name and descriptor.
 */
final class Lambdas {

  /** Of javac, {@code lambda$f$0}, and of kotlinc, {@code f$lambda$0}. */
  private static final Pattern NAME = Pattern.compile("(.*lambda\\$.*?)(\\d+)");

  private final ClassNode node;
  private final Map<String, MethodNode> methods = new LinkedHashMap<>();
  private final Map<String, String> contents = new HashMap<>();

  Lambdas(ClassNode node) {
    this.node = node;
    node.methods.forEach(method -> methods.put(method.name + method.desc, method));
  }

  static boolean isLambda(@Nullable MethodNode method) {
    return method != null
        && (method.access & Opcodes.ACC_SYNTHETIC) != 0
        && (method.access & Opcodes.ACC_PRIVATE) != 0
        && NAME.matcher(method.name).matches();
  }

  /** The number that the compiler gave a lambda; empty if it is none. */
  static OptionalInt number(MethodNode method) {
    Matcher name = NAME.matcher(method.name);
    return isLambda(method) && name.matches() && name.group(2).length() < 9
        ? OptionalInt.of(Integer.parseInt(name.group(2)))
        : OptionalInt.empty();
  }

  /** The name of a lambda with another number. */
  static String renumbered(String name, int number) {
    Matcher matcher = NAME.matcher(name);
    return (matcher.matches() ? matcher.group(1) : name) + number;
  }

  Map<String, MethodNode> methods() {
    return methods;
  }

  Optional<MethodNode> method(String key) {
    return Optional.ofNullable(methods.get(key));
  }

  /** The keys of the lambdas that a method makes, in order. */
  List<String> madeBy(MethodNode method) {
    List<String> made = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof InvokeDynamicInsnNode dynamic) {
        for (Object argument : dynamic.bsmArgs) {
          forEachHandle(
              argument,
              handle -> {
                String key = handle.getName() + handle.getDesc();
                if (isOwnLambda(handle) && !made.contains(key)) {
                  made.add(key);
                }
              });
        }
      }
    }
    return made;
  }

  private boolean isOwnLambda(Handle handle) {
    return handle.getOwner().equals(node.name)
        && isLambda(methods.get(handle.getName() + handle.getDesc()));
  }

  private static void forEachHandle(Object constant, Consumer<Handle> action) {
    if (constant instanceof Handle handle) {
      action.accept(handle);
    } else if (constant instanceof ConstantDynamic dynamic) {
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        forEachHandle(dynamic.getBootstrapMethodArgument(i), action);
      }
    }
  }

  /** What a lambda takes, captured variables included. */
  String shape(String key) {
    MethodNode method = methods.get(key);
    return method == null ? "" : method.desc + (method.access & Opcodes.ACC_STATIC);
  }

  /** What a lambda does, whatever its number and the numbers of the lambdas in it. */
  String content(String key) {
    String known = contents.get(key);
    if (known == null) {
      contents.put(key, ""); // a lambda that makes itself again
      MethodNode method = methods.get(key);
      known = method == null ? "" : shape(key) + text(method);
      contents.put(key, known);
    }
    return known;
  }

  private String text(MethodNode method) {
    Map<LabelNode, Integer> labels = new HashMap<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LabelNode label) {
        labels.put(label, labels.size());
      }
    }
    StringBuilder text = new StringBuilder();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LabelNode label) {
        text.append('\n').append(labels.get(label)).append(':');
      } else if (instruction.getOpcode() >= 0) {
        text.append('\n').append(instruction.getOpcode()).append(' ');
        text.append(operands(instruction, labels));
      }
    }
    method.tryCatchBlocks.forEach(
        block ->
            text.append('\n')
                .append(labels.get(block.start))
                .append('-')
                .append(labels.get(block.end))
                .append(' ')
                .append(block.type)
                .append(labels.get(block.handler)));
    return text.toString();
  }

  private String operands(AbstractInsnNode instruction, Map<LabelNode, Integer> labels) {
    if (instruction instanceof InvokeDynamicInsnNode dynamic) {
      StringBuilder text = new StringBuilder(dynamic.name + dynamic.desc);
      for (Object argument : dynamic.bsmArgs) {
        text.append(' ').append(constant(argument));
      }
      return text.toString();
    }
    if (instruction instanceof MethodInsnNode call) {
      return call.owner + '.' + call.name + call.desc;
    }
    if (instruction instanceof FieldInsnNode field) {
      return field.owner + '.' + field.name + field.desc;
    }
    if (instruction instanceof LdcInsnNode load) {
      return load.cst.getClass().getSimpleName() + constant(load.cst);
    }
    if (instruction instanceof VarInsnNode variable) {
      return "" + variable.var;
    }
    if (instruction instanceof JumpInsnNode jump) {
      return "" + labels.get(jump.label);
    }
    if (instruction instanceof TypeInsnNode type) {
      return type.desc;
    }
    if (instruction instanceof IntInsnNode number) {
      return "" + number.operand;
    }
    if (instruction instanceof IincInsnNode increment) {
      return increment.var + "+" + increment.incr;
    }
    if (instruction instanceof MultiANewArrayInsnNode array) {
      return array.desc + array.dims;
    }
    if (instruction instanceof TableSwitchInsnNode table) {
      return table.min
          + ".."
          + table.max
          + table.labels.stream().map(labels::get).toList()
          + labels.get(table.dflt);
    }
    if (instruction instanceof LookupSwitchInsnNode lookup) {
      return lookup.keys
          + ""
          + lookup.labels.stream().map(labels::get).toList()
          + labels.get(lookup.dflt);
    }
    return "";
  }

  private String constant(Object constant) {
    if (constant instanceof Handle handle && isOwnLambda(handle)) {
      return '{' + content(handle.getName() + handle.getDesc()) + '}';
    }
    if (constant instanceof Type type) {
      return type.getDescriptor();
    }
    return constant.toString();
  }
}
