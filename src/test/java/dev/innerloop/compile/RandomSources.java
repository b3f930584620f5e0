package dev.innerloop.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Classes that use each other's methods, constants and nested classes, and inherit from each other.
 * Not all that comes of a change compiles.
 */
final class RandomSources {

  private static final List<String> TYPES =
      List.of("int", "long", "short", "int", "long", "String");

  private final Random random;
  private final Map<String, Unit> units = new TreeMap<>();
  private int counter;

  private enum Use {
    CALL,
    TYPED_CALL,
    CONSTANT,
    NESTED
  }

  private record Unit(
      String type, int value, boolean isPublic, String parent, Map<String, Use> uses) {

    Unit {
      uses = Map.copyOf(uses);
    }
  }

  RandomSources(Random random) {
    this.random = random;
    for (int i = 0; i < 8; i++) {
      add();
    }
  }

  private static String packageOf(String name) {
    return "p" + name.hashCode() % 3;
  }

  private String add() {
    String name = "C" + counter++;
    Map<String, Use> uses = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0 && !units.isEmpty(); i--) {
      uses.put(any(), Use.values()[random.nextInt(Use.values().length)]);
    }
    String parent = units.isEmpty() || random.nextInt(3) > 0 ? "Object" : any();
    units.put(name, new Unit(type(), number(), true, parent, uses));
    return name;
  }

  /** Changes something; says what. */
  String change() {
    String name = any();
    Unit unit = units.get(name);
    return switch (random.nextInt(9)) {
      case 0, 1 -> {
        units.put(name, with(unit, unit.type(), number(), unit.isPublic()));
        yield "value of " + name;
      }
      case 2, 3 -> {
        units.put(name, with(unit, type(), unit.value(), unit.isPublic()));
        yield "type of " + name;
      }
      case 4 -> {
        units.put(name, with(unit, unit.type(), unit.value(), !unit.isPublic()));
        yield "visibility of " + name;
      }
      case 5 -> add() + " added";
      case 6 -> {
        units.remove(name);
        if (units.isEmpty()) {
          add();
        }
        yield name + " deleted";
      }
      case 7 -> {
        Unit other = new Unit(unit.type(), unit.value(), unit.isPublic(), "Object", Map.of());
        units.put(name, other);
        yield name + " uses nothing any more";
      }
      default -> {
        repair();
        yield "all that does not compile is repaired";
      }
    };
  }

  /** Makes all of it compile. */
  void repair() {
    units.replaceAll((name, unit) -> with(unit, unit.type(), unit.value(), true));
    units.replaceAll(
        (name, unit) -> {
          Map<String, Use> uses = new TreeMap<>(unit.uses());
          uses.keySet().retainAll(units.keySet());
          uses.replaceAll(
              (used, use) ->
                  use == Use.TYPED_CALL && units.get(used).type().equals("String")
                      ? Use.CALL
                      : use);
          String parent = units.containsKey(unit.parent()) ? unit.parent() : "Object";
          return new Unit(unit.type(), unit.value(), true, parent, uses);
        });
  }

  private static Unit with(Unit unit, String type, int value, boolean isPublic) {
    return new Unit(type, value, isPublic, unit.parent(), unit.uses());
  }

  private String any() {
    return new ArrayList<>(units.keySet()).get(random.nextInt(units.size()));
  }

  private String type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  private int number() {
    return random.nextInt(100);
  }

  /**
   * Makes a folder hold these sources and no others.
   *
   * @return what changed
   */
  Set<Path> write(Path folder) throws IOException {
    Set<Path> changed = new HashSet<>();
    for (int number = 0; number < counter; number++) {
      String name = "C" + number;
      Path file = folder.resolve(packageOf(name)).resolve(name + ".java");
      Unit unit = units.get(name);
      if (unit == null) {
        if (Files.deleteIfExists(file)) {
          changed.add(file);
        }
      } else {
        String source = source(name, unit);
        if (!Files.exists(file) || !Files.readString(file).equals(source)) {
          Files.createDirectories(file.getParent());
          Files.writeString(file, source);
          changed.add(file);
        }
      }
    }
    return changed;
  }

  private static String qualified(String name) {
    return name.equals("Object") ? name : packageOf(name) + "." + name;
  }

  private static String source(String name, Unit unit) {
    String value = unit.type().equals("String") ? "\"" + unit.value() + "\"" : "" + unit.value();
    String access = unit.isPublic() ? "public " : "";
    StringBuilder text = new StringBuilder("package " + packageOf(name) + ";\n");
    text.append("public class " + name + " extends " + qualified(unit.parent()) + " {\n");
    text.append("  public static final " + unit.type() + " MAX = " + value + ";\n");
    text.append("  " + access + unit.type() + " of" + name + "() { return " + value + "; }\n");
    text.append("  public static class Nested { public " + unit.type() + " value; }\n");
    unit.uses().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> text.append("  " + use(each.getKey(), each.getValue()) + "\n"));
    return text.append("}\n").toString();
  }

  private static String use(String used, Use use) {
    String type = qualified(used);
    String call = "new " + type + "().of" + used + "()";
    return switch (use) {
      case CALL -> "Object call" + used + "() { return " + call + "; }";
      case TYPED_CALL -> "long typed" + used + "() { return " + call + "; }";
      case CONSTANT -> "Object constant" + used + "() { return " + type + ".MAX; }";
      case NESTED -> "Object nested" + used + "() { return new " + type + ".Nested().value; }";
    };
  }
}
