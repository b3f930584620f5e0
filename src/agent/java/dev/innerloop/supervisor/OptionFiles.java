package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.innerloop.wire.JvmVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files with options of a JVM, which its environment names. */
final class OptionFiles {

  /** Files of a launcher, of options, and of flags; names with blanks are not seen. */
  private static final Pattern FILE =
      Pattern.compile("(?<=^|\\s)(?:@|-XX:VMOptionsFile=|-XX:Flags=)([^@\\s]\\S*)");

  private OptionFiles() {}

  /** What the files contain, by the variable that names them; only those that can be read. */
  static Map<String, String> contents(Map<String, String> environment) {
    Map<String, String> contents = new TreeMap<>();
    for (String name : JvmVariables.NAMES) {
      String text = content(environment.getOrDefault(name, ""));
      if (!text.isEmpty()) {
        contents.put(name, text);
      }
    }
    return contents;
  }

  private static String content(String options) {
    StringBuilder text = new StringBuilder();
    Matcher file = FILE.matcher(options);
    while (file.find()) {
      try {
        text.append(new String(Files.readAllBytes(Paths.get(file.group(1))), ISO_8859_1));
        text.append('\n');
      } catch (IOException | InvalidPathException e) {
        continue; // the app's JVM will say so
      }
    }
    return text.toString();
  }

  /** The same options without the files. */
  static String without(String options) {
    return FILE.matcher(options).replaceAll("");
  }
}
