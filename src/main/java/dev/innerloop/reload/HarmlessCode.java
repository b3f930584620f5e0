package dev.innerloop.reload;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Code that has the same effect whenever it runs: it makes values of the JDK from constants, or
 * asks for a logger. It runs no code of the app, and reads no clock, no environment and no default
 * that the app may set.
 */
final class HarmlessCode {

  private static final Set<String> CONSTRUCTED =
      Set.of(
          "java/lang/Object",
          "java/lang/ThreadLocal",
          "java/math/BigDecimal",
          "java/math/BigInteger",
          "java/util/ArrayDeque",
          "java/util/ArrayList",
          "java/util/HashMap",
          "java/util/HashSet",
          "java/util/LinkedHashMap",
          "java/util/LinkedHashSet",
          "java/util/LinkedList",
          "java/util/TreeMap",
          "java/util/TreeSet",
          "java/util/concurrent/ConcurrentHashMap",
          "java/util/concurrent/ConcurrentLinkedDeque",
          "java/util/concurrent/ConcurrentLinkedQueue",
          "java/util/concurrent/ConcurrentSkipListMap",
          "java/util/concurrent/ConcurrentSkipListSet",
          "java/util/concurrent/CopyOnWriteArrayList",
          "java/util/concurrent/CopyOnWriteArraySet",
          "java/util/concurrent/atomic/AtomicBoolean",
          "java/util/concurrent/atomic/AtomicInteger",
          "java/util/concurrent/atomic/AtomicLong",
          "java/util/concurrent/atomic/AtomicReference",
          "java/util/concurrent/atomic/LongAdder",
          "java/util/concurrent/locks/ReentrantLock",
          "java/util/concurrent/locks/ReentrantReadWriteLock");

  /** From a class to those of its static methods that are as good as constructors. */
  private static final Map<String, String> FACTORIES =
      Map.ofEntries(
          Map.entry("java/lang/Boolean", "valueOf"),
          Map.entry("java/lang/Byte", "valueOf"),
          Map.entry("java/lang/Character", "valueOf"),
          Map.entry("java/lang/Double", "valueOf"),
          Map.entry("java/lang/Float", "valueOf"),
          Map.entry("java/lang/Integer", "valueOf"),
          Map.entry("java/lang/Long", "valueOf"),
          Map.entry("java/lang/Short", "valueOf"),
          Map.entry("java/math/BigDecimal", "valueOf"),
          Map.entry("java/math/BigInteger", "valueOf"),
          Map.entry("java/net/URI", "create"),
          Map.entry("java/nio/file/Path", "of"),
          Map.entry("java/nio/file/Paths", "get"),
          Map.entry("java/time/Duration", "of.*"),
          Map.entry("java/time/LocalDate", "of"),
          Map.entry("java/time/LocalTime", "of"),
          Map.entry("java/time/Period", "of.*"),
          Map.entry("java/time/ZoneId", "of"),
          Map.entry("java/util/Arrays", "asList"),
          Map.entry("java/util/Collections", "(empty|unmodifiable|synchronized|singleton).*"),
          Map.entry("java/util/List", "of|copyOf"),
          Map.entry("java/util/Map", "of|copyOf|entry|ofEntries"),
          Map.entry("java/util/Set", "of|copyOf"),
          Map.entry("java/util/UUID", "fromString"),
          Map.entry("java/util/concurrent/ConcurrentHashMap", "newKeySet"),
          Map.entry("java/util/logging/Logger", "getLogger"),
          Map.entry("java/util/regex/Pattern", "compile"),
          Map.entry("org/apache/commons/logging/LogFactory", "getLog"),
          Map.entry("org/apache/logging/log4j/LogManager", "getLogger"),
          Map.entry("org/slf4j/LoggerFactory", "getLogger"));

  private static final Set<String> CONSTANTS =
      Set.of(
          "java/lang/Boolean",
          "java/lang/String",
          "java/math/BigDecimal",
          "java/math/BigInteger",
          "java/nio/charset/StandardCharsets",
          "java/time/Duration",
          "java/time/ZoneOffset",
          "java/util/Locale",
          "java/util/concurrent/TimeUnit");

  private final String className;

  /**
   * @param className the class that the code is of; its literal may be used
   */
  HarmlessCode(String className) {
    this.className = className;
  }

  boolean includes(AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      return isHarmless(call);
    }
    if (instruction instanceof FieldInsnNode field) {
      return field.getOpcode() == Opcodes.GETSTATIC && CONSTANTS.contains(field.owner);
    }
    if (instruction instanceof LdcInsnNode load) {
      return load.cst instanceof Number
          || load.cst instanceof String
          || (load.cst instanceof Type type && isKnown(type));
    }
    if (instruction instanceof TypeInsnNode type) {
      return type.getOpcode() == Opcodes.NEW
          ? CONSTRUCTED.contains(type.desc)
          : type.getOpcode() == Opcodes.ANEWARRAY && isKnown(Type.getObjectType(type.desc));
    }
    if (instruction instanceof IntInsnNode) {
      return true;
    }
    int code = instruction.getOpcode();
    return (code >= Opcodes.ACONST_NULL && code <= Opcodes.DCONST_1)
        || (code >= Opcodes.IASTORE && code <= Opcodes.SASTORE)
        || code == Opcodes.DUP;
  }

  private boolean isHarmless(MethodInsnNode call) {
    return switch (call.getOpcode()) {
      case Opcodes.INVOKESPECIAL -> call.name.equals("<init>") && CONSTRUCTED.contains(call.owner);
      case Opcodes.INVOKESTATIC ->
          // Without arguments, they look at their caller, or at what is set by default.
          (!call.desc.startsWith("()") || call.owner.startsWith("java/util/"))
              && call.name.matches(FACTORIES.getOrDefault(call.owner, "-"))
              && (!call.name.equals("compile") || isCorrectPattern(call));
      case Opcodes.INVOKEVIRTUAL ->
          call.owner.equals("java/lang/Class") && call.name.matches("getName|getSimpleName");
      default -> false;
    };
  }

  /** An expression with a mistake fails a fresh start. */
  private static boolean isCorrectPattern(AbstractInsnNode call) {
    for (AbstractInsnNode each = call.getPrevious(); each != null; each = each.getPrevious()) {
      if (each instanceof LdcInsnNode load && load.cst instanceof String expression) {
        try {
          Pattern.compile(expression);
          return true;
        } catch (PatternSyntaxException e) {
          return false;
        }
      }
    }
    return false;
  }

  private boolean isKnown(Type type) {
    return type.getSort() == Type.OBJECT
        && (type.getInternalName().equals(className) || type.getInternalName().startsWith("java/"));
  }
}
