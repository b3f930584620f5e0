package dev.innerloop.equivalence;

import java.util.Random;

/**
 * A class nested in the class that {@link RandomVersions} edits, with private members that the
 * others use.
 *
 * @param isPrivate whether it is itself
 * @param hasStatic whether it has a static field
 * @param hasNested whether it has a nested class of its own
 * @param number tells apart what else may differ
 */
record RandomNestedClass(
    Kind kind, boolean isPrivate, boolean hasStatic, boolean hasNested, int number) {

  enum Kind {
    STATIC,
    INNER,
    ENUM,
    RECORD,
    INTERFACE,
    SUPPLIER
  }

  static RandomNestedClass of(Random random) {
    return new RandomNestedClass(
        Kind.values()[random.nextInt(Kind.values().length)],
        random.nextInt(4) > 0,
        random.nextBoolean(),
        random.nextInt(3) == 0,
        random.nextInt(3));
  }

  /** The same class with other members. */
  RandomNestedClass edited(Random random) {
    RandomNestedClass other = of(random);
    return switch (random.nextInt(3)) {
      case 0 -> new RandomNestedClass(kind, isPrivate, other.hasStatic, hasNested, number);
      case 1 -> new RandomNestedClass(kind, isPrivate, hasStatic, other.hasNested, number);
      default -> new RandomNestedClass(kind, isPrivate, hasStatic, hasNested, other.number);
    };
  }

  /**
   * The source.
   *
   * @param body an expression for its method
   */
  String source(String name, String body) {
    String fields =
        (hasStatic ? "private static int s = " + number + "; " : "")
            + (hasNested
                ? "private static class D { private int y = 8; private String d() { return \"d\" + "
                    + "new P().h; } } "
                : "");
    String all = body + (hasStatic ? " + s" : "") + (hasNested ? " + new D().d() + new D().y" : "");
    String access = isPrivate ? "private " : "";
    String method = "private String n() { return \"" + name + "\" + " + all + "; } ";
    return access
        + switch (kind) {
          case STATIC ->
              "static class %s { private int x; private %s(int x) { this.x = x; } %s%s}"
                  .formatted(name, name, fields, method);
          case INNER ->
              "class %s { private int x = %d + h++; private String o() { return own() + k; } %s }"
                  .formatted(name, number, method.replace(all, body + " + o()"));
          case ENUM ->
              """
              enum %s { A, B { private int z = 4; String o() { return "b" + z + P.made(%d); } };
              private int x = 2; String o() { return "a"; } %s%s}\
              """
                  .formatted(name, number, fields, method.replace(all, "o() + " + all));
          case RECORD ->
              "record %s(int x, String y) { %s%s}"
                  .formatted(name, fields, method.replace(all, "y + " + all));
          case INTERFACE ->
              "interface %s { String o(); private String p() { return o() + %s; }"
                      .formatted(name, body)
                  + " default String n() { return p() + new P().h; } }";
          case SUPPLIER ->
              "static class %s implements Supplier<String> { private int x = %d;"
                      .formatted(name, number)
                  + " public String get() { return \"g\" + x; } "
                  + fields
                  + method.replace(all, "get() + " + all)
                  + "}";
        };
  }

  /** An expression that uses it, in one of several ways. */
  String use(String name, int way) {
    String object =
        switch (kind) {
          case STATIC -> "new P." + name + "(" + number + ")";
          case INNER -> "new P().new " + name + "()";
          case ENUM -> "P." + name + (way % 2 == 0 ? ".A" : ".B");
          case RECORD -> "new P." + name + "(6, \"y\")";
          case INTERFACE -> "((P." + name + ") () -> \"i\")";
          case SUPPLIER -> "new P." + name + "()";
        };
    boolean hasField = kind != Kind.INTERFACE;
    boolean isFinal = kind == Kind.RECORD || kind == Kind.ENUM;
    boolean reachesStatic = hasStatic && hasField && kind != Kind.INNER;
    return switch (way % 5) {
      case 0 -> hasField ? object + ".x" : object + ".n()";
      case 1 -> hasField && !isFinal ? "(" + object + ".x += 2)" : object + ".n()";
      case 2 -> reachesStatic ? "P." + name + ".s" : object + ".n()";
      default -> object + ".n()";
    };
  }
}
