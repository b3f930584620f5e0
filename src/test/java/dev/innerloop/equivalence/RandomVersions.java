package dev.innerloop.equivalence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An app that is edited at random: members of a class come, change and go, with the code that uses
 * them. Requests leave no state behind, so that each version answers as one that was just started.
 */
final class RandomVersions {

  private static final int METHODS = 5;
  private static final int FIELDS = 4;
  private static final int CONSTANTS = 3;
  private static final int NESTED = 4;

  /** Of code outside the class, which uses nothing of it. */
  private static final int OUTSIDE = 2 * Math.max(METHODS, NESTED);

  private static final List<String> DECLARATIONS =
      List.of(
          "int %s = 4%d",
          "long %s = 1%d0L",
          "String %s = \"s%d\"",
          "Object %s",
          "final List<String> %s = List.of(\"a\", \"l%d\")",
          "final List<Integer> %s = new ArrayList<>(List.of(%d))",
          "final Map<String, Integer> %s = new TreeMap<>(Map.of(\"k\", %d))",
          "final Pattern %s = Pattern.compile(\"a+%d\")",
          "final AtomicInteger %s = new AtomicInteger(%d)",
          "final String %s = App.made(%d)",
          "final int[] %s = {%d}");

  /** A piece of an expression; what it refers to may not exist. */
  private record Atom(int kind, int number, List<Atom> more) {

    int height() {
      return more.stream().mapToInt(Atom::height).max().orElse(-1) + 1;
    }
  }

  private record Method(boolean isStatic, String parameter, Atom body) {}

  private final Random random;
  private final Map<Integer, Method> methods = new TreeMap<>();
  private final Map<Integer, RandomNestedClass> nestedClasses = new TreeMap<>();
  private final Map<Integer, Atom> nestedBodies = new TreeMap<>();
  private final Map<Integer, String> fields = new TreeMap<>();
  private final Map<Integer, String> constants = new TreeMap<>();
  private final List<Integer> order = new ArrayList<>();
  private Atom request;
  private Atom callback;
  private Atom nested;
  private int version;

  RandomVersions(Random random) {
    this.random = random;
    request = atom(2);
    callback = atom(1);
    nested = atom(1);
    for (int i = 0; i < METHODS; i++) {
      order.add(i);
    }
    for (int i = 0; i < NESTED; i++) {
      nestedBodies.put(i, atom(1));
    }
    for (int i = 0; i < 9; i++) {
      edit();
    }
  }

  /** As an entry of the corpus. */
  String corpus(String name, int steps) {
    List<String> versions = new ArrayList<>(List.of(source()));
    for (int step = 0; step < steps; step++) {
      version++;
      int edits = 1 + random.nextInt(3);
      for (int i = 0; i < edits; i++) {
        edit();
      }
      versions.add(source());
    }
    return "=== " + name + "\n⟦" + String.join(" ⇒ ", versions) + "⟧\n";
  }

  private void edit() {
    int method = random.nextInt(METHODS);
    int field = random.nextInt(FIELDS);
    int constant = random.nextInt(CONSTANTS);
    int type = random.nextInt(NESTED);
    switch (random.nextInt(16)) {
      case 0, 1 -> {
        if (methods.remove(method) == null) {
          methods.put(method, method());
        }
      }
      case 2, 3 -> methods.put(method, method());
      case 4, 5 -> {
        if (fields.remove(field) == null) {
          fields.put(field, declaration("f" + field));
        }
      }
      case 6 -> {
        if (constants.remove(constant) == null) {
          constants.put(constant, constant("C" + constant));
        }
      }
      case 7 -> constants.replace(constant, constant("C" + constant));
      case 8 -> callback = atom(1);
      case 9 -> nested = atom(1);
      case 12, 13 -> {
        if (nestedClasses.remove(type) == null) {
          nestedClasses.put(type, RandomNestedClass.of(random));
        }
      }
      case 14 -> nestedClasses.computeIfPresent(type, (key, each) -> each.edited(random));
      case 15 -> nestedBodies.put(type, atom(1));
      case 10 -> Collections.shuffle(order, random);
      default -> request = atom(2);
    }
  }

  private Method method() {
    return new Method(random.nextBoolean(), random.nextInt(4) == 0 ? "long" : "int", atom(2));
  }

  private String declaration(String name) {
    String format = DECLARATIONS.get(random.nextInt(DECLARATIONS.size()));
    return "private static " + format.formatted(name, random.nextInt(3)) + ";";
  }

  private String constant(String name) {
    return random.nextBoolean()
        ? "private static final int " + name + " = " + random.nextInt(9) + ";"
        : "private static final String " + name + " = \"" + random.nextInt(9) + "\";";
  }

  private Atom atom(int depth) {
    List<Atom> more = new ArrayList<>();
    int width = depth == 0 ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < width; i++) {
      more.add(atom(depth - 1));
    }
    return new Atom(random.nextInt(13), random.nextInt(60), more);
  }

  private String source() {
    return """
    import java.util.*; import java.util.function.*; import java.util.regex.*;
    import java.util.concurrent.atomic.*;
    class App {
    static Supplier<String> s;
    static String made(int n) { return "made" + n; }
    static String get(Supplier<String> s) { return s.get(); }
    static void main() { s = () -> %s; }
    static String answer() { return "v%d " + new P().request() + new P.N().nested() + s.get(); }
    }
    class P {
    int k = 3;
    private int h = 4;
    private String own() { return "own" + h; }
    private static String made(int n) { return "m" + n; }
    %s
    %s
    %s
    String request() { return "" + %s; }
    %s
    static class N { String nested() { return "" + %s; } }
    }
    """
        .formatted(
            text(callback, OUTSIDE),
            version,
            String.join("\n", constants.values()),
            String.join("\n", fields.values()),
            nestedClasses.entrySet().stream()
                .map(each -> nested(each.getKey(), each.getValue()))
                .collect(Collectors.joining("\n")),
            text(request, -1),
            order.stream()
                .filter(methods::containsKey)
                .map(this::source)
                .collect(Collectors.joining("\n")),
            random.nextInt(4) == 0 ? text(nested, -1) : "\"n\"");
  }

  private String source(int number) {
    Method method = methods.get(number);
    return "private %sString m%d(%s n) { return \"m\" + n + %s; }"
        .formatted(
            method.isStatic() ? "static " : "",
            number,
            method.parameter(),
            text(method.body(), 2 * number));
  }

  private String nested(int number, RandomNestedClass nestedClass) {
    Atom body = nestedBodies.getOrDefault(number, request);
    return nestedClass.source("N" + number, text(body, 2 * number + 1));
  }

  /**
   * The expression.
   *
   * @param own the level of the code that it is in: it uses methods and nested classes of higher
   *     levels, so that no call leads back to it
   */
  private String text(Atom atom, int own) {
    String more =
        atom.more().isEmpty()
            ? "\"e\""
            : atom.more().stream().map(each -> text(each, own)).collect(Collectors.joining(" + "));
    int method = atom.number() % METHODS;
    int field = atom.number() % FIELDS;
    int constant = atom.number() % CONSTANTS;
    int type = atom.number() % NESTED;
    RandomNestedClass nestedClass = nestedClasses.get(type);
    String all =
        switch (atom.kind()) {
          case 0, 1 ->
              2 * method > own && methods.containsKey(method)
                  ? "new P().m" + method + "(" + atom.number() + ")"
                  : "\"no\"";
          case 2, 3 -> fields.containsKey(field) && own < OUTSIDE ? value(field) : "\"none\"";
          case 4 -> constants.containsKey(constant) && own < OUTSIDE ? "P.C" + constant : "7";
          case 5 ->
              "Optional.of(\"o%d\").map(x%d -> x%d + %s).get()"
                  .formatted(atom.number(), atom.height(), atom.height(), more);
          case 6 -> "App.get(() -> \"g\" + " + more + ")";
          case 7 -> "List.of(3, 1, 2).stream().map(y -> y + " + atom.number() + ").toList()";
          case 9, 10 ->
              2 * type + 1 > own && nestedClass != null
                  ? nestedClass.use("N" + type, atom.number() / NESTED)
                  : "\"no class\"";
          case 11 ->
              ("new Object() { private int z = %s;"
                      + " public String toString() { return z + \" \" + %s; } }.toString()")
                  .formatted(own < OUTSIDE ? "new P().h" : "5", more);
          case 12 ->
              ("App.get(() -> { class L%d { private String l() { return \"l\" + %s; } }"
                      + " return new L%d().l(); })")
                  .formatted(atom.height(), more, atom.height());
          default -> "\"t" + atom.number() + "\"";
        };
    boolean hasMore = List.of(5, 6, 11, 12).contains(atom.kind());
    return hasMore ? all : "(" + all + " + \" \" + " + more + ")";
  }

  private String value(int field) {
    String declaration = fields.get(field);
    return declaration.contains("int[]") ? "P.f" + field + "[0]" : "P.f" + field;
  }
}
