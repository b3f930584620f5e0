package dev.innerloop.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sources that change at random. Some values of each class are computed when the app starts, and
 * some with each request.
 */
final class RandomProject {

  private final Random random;
  private final List<Map<String, Part>> history = new ArrayList<>();
  private Map<String, Part> parts = new TreeMap<>();
  private boolean broken;
  private int counter;

  /** The parts of one class; each number is a value in its response. */
  private record Part(
      int body, int constructor, int initialiser, int fields, int lambda, boolean usedAtStart) {

    String source(String name) {
      StringBuilder text = new StringBuilder("class " + name + " {\n");
      text.append("  static int initialised = Integer.parseInt(\"" + initialiser + "\");\n");
      for (int i = 0; i < fields; i++) {
        text.append("  int field" + i + " = " + i + ";\n");
      }
      text.append("  final int made;\n");
      text.append("  " + name + "() { made = " + constructor + "; }\n");
      text.append("  int body() { return " + body + "; }\n");
      if (lambda > 0) {
        text.append("  int lambda() {\n");
        text.append("    java.util.function.IntSupplier s = () -> " + lambda + ";\n");
        text.append("    return s.getAsInt();\n  }\n");
      }
      text.append("  public String toString() {\n    return \"" + name + ":\" + initialised");
      text.append(" + \",\" + made + \",\" + body()" + (lambda > 0 ? " + \",\" + lambda()" : ""));
      for (int i = 0; i < fields; i++) {
        text.append(" + \",\" + field" + i);
      }
      return text.append(";\n  }\n}\n").toString();
    }
  }

  RandomProject(Random random) {
    this.random = random;
    for (int i = 0; i < 5; i++) {
      parts.put("P" + counter++, fresh());
    }
    history.add(Map.copyOf(parts));
  }

  private Part fresh() {
    return new Part(number(), number(), number(), random.nextInt(2), 0, random.nextBoolean());
  }

  boolean compiles() {
    return !broken;
  }

  /** Makes a random change, and describes it. */
  String change() {
    broken = false;
    String name = new ArrayList<>(parts.keySet()).get(random.nextInt(parts.size()));
    Part part = parts.get(name);
    String what =
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> edit(name, "body", with(part, number(), part.constructor(), 0, 0));
          case 3 -> edit(name, "constructor", with(part, part.body(), number(), 0, 0));
          case 4 ->
              edit(
                  name,
                  "initialiser",
                  new Part(
                      part.body(),
                      part.constructor(),
                      number(),
                      part.fields(),
                      part.lambda(),
                      part.usedAtStart()));
          case 5 -> edit(name, "field", with(part, part.body(), part.constructor(), 1, 0));
          case 6 -> edit(name, "lambda", with(part, part.body(), part.constructor(), 0, number()));
          case 7 -> delete(name);
          case 8 -> rename(name);
          case 9 -> checkout();
          case 10 -> everywhere();
          default -> {
            broken = true;
            yield "a file that does not compile";
          }
        };
    if (!broken) {
      history.add(Map.copyOf(parts));
    }
    return what;
  }

  private static Part with(Part part, int body, int constructor, int moreFields, int lambda) {
    return new Part(
        body,
        constructor,
        part.initialiser(),
        part.fields() + moreFields,
        lambda > 0 ? lambda : part.lambda(),
        part.usedAtStart());
  }

  private String edit(String name, String what, Part edited) {
    parts.put(name, edited);
    return what + " of " + name;
  }

  private String delete(String name) {
    if (parts.size() > 2) {
      parts.remove(name);
      return name + " deleted";
    }
    parts.put("P" + counter, fresh());
    return "P" + counter++ + " added";
  }

  private String rename(String name) {
    parts.put("P" + counter, parts.remove(name));
    return name + " renamed to P" + counter++;
  }

  private String checkout() {
    int commit = random.nextInt(history.size());
    parts = new TreeMap<>(history.get(commit));
    return "checkout of commit " + commit;
  }

  private String everywhere() {
    parts.replaceAll((name, part) -> with(part, number(), part.constructor(), 0, 0));
    return "all bodies";
  }

  private int number() {
    return 1 + random.nextInt(1_000_000);
  }

  /** Makes a directory hold these sources, and no other class of ours. */
  void write(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (name.startsWith("P") && !parts.containsKey(name)) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      Path file = folder.resolve(part.getKey() + ".java");
      String source = part.getValue().source(part.getKey());
      if (!Files.exists(file) || !Files.readString(file).equals(source)) {
        Files.writeString(file, source);
      }
    }
    Files.writeString(folder.resolve("Answer.java"), answer());
  }

  private String answer() {
    StringBuilder text = new StringBuilder("class Answer {\n");
    text.append("  static final java.util.List<Object> STARTED = new java.util.ArrayList<>();\n");
    text.append("  static void start() {\n");
    parts.forEach(
        (name, part) -> {
          if (part.usedAtStart()) {
            text.append("    STARTED.add(new " + name + "());\n");
          }
        });
    text.append("  }\n  static String text() {\n    return \"\" + STARTED");
    parts.keySet().forEach(name -> text.append(" + new " + name + "()"));
    return text.append(broken ? " + ;" : ";").append("\n  }\n}\n").toString();
  }
}
