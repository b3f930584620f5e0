package dev.innerloop.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What users may give a parameter, in words for the reference. Numbers and durations are strings in
 * the descriptor, so that the goals themselves report a wrong value: the sources that read them
 * tell.
 *
 * @param read by the name of the parameter, or of the part as {@code parameter.part}
 */
record ParameterTypes(Map<String, String> read) {

  private static final Path SOURCES = Path.of("src/main/java/dev/innerloop/mojo");
  private static final Pattern CHOICE =
      Pattern.compile("\\w+\\.(number|duration|oneOf)\\(\\s*\"dev\\.(\\w+)\"");
  private static final Pattern PART =
      Pattern.compile(
          "\\w+\\.(?:in|required)\\(\\s*\"(\\w+)\",\\s*\"(\\w+)\",\\s*\\w+\\)\\s*"
              + "\\.(?:map\\(\\s*(?:\\w+::|\\w+\\s*->\\s*\\w+\\s*\\.))?"
              + "(number|numberOrPercentage|port|quantity)\\b");
  private static final Map<String, String> WORDS =
      Map.of(
          "number", "number",
          "port", "number",
          "duration", "duration",
          "oneOf", "choice",
          "numberOrPercentage", "number or percentage",
          "quantity", "quantity");

  static ParameterTypes ofThisBuild() {
    Map<String, String> read = new HashMap<>();
    for (String source : sources()) {
      Matcher choice = CHOICE.matcher(source);
      while (choice.find()) {
        read.put(choice.group(2), WORDS.get(choice.group(1)));
      }
      Matcher part = PART.matcher(source);
      while (part.find()) {
        read.put(part.group(1) + "." + part.group(2), WORDS.get(part.group(3)));
      }
    }
    return new ParameterTypes(Map.copyOf(read));
  }

  private static List<String> sources() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(ParameterTypes::text)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param name of the parameter, or {@code parameter.part}
   * @param java its type in the sources
   */
  String of(String name, String java) {
    String known = read.get(name);
    if (known != null) {
      return known;
    }
    if (java.endsWith("Parameter")) {
      return "elements";
    }
    return switch (java.replaceFirst("<.*", "")) {
      case "String" -> "text";
      case "int" -> "number";
      case "boolean" -> "boolean";
      case "File" -> "file";
      case "List" -> java.contains("File") ? "list of files" : "list";
      case "Map", "Properties" -> "names and values";
      default -> throw new IllegalStateException("No word for the type " + java + " of " + name);
    };
  }
}
