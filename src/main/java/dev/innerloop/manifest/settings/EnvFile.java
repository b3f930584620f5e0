package dev.innerloop.manifest.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of environment variables, such as {@code .env}. */
public final class EnvFile {

  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([\\w.-]+)\\s*=\\s*(.*?)\\s*");

  private EnvFile() {}

  /**
   * Reads a file: {@code .properties} in Java's format, any other like shells and Compose. Lines
   * are {@code NAME=VALUE}: single quotes preserve a value literally, double quotes support escapes
   * such as {@code \n}, and an unquoted value ends before {@code " #"}.
   *
   * @throws IOException if it cannot be read
   */
  public static Map<String, String> read(Path file) throws IOException {
    if (!file.getFileName().toString().endsWith(".properties")) {
      return parse(Files.readString(file));
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e); // an invalid escape
    }
    Map<String, String> variables = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> variables.put(name, properties.getProperty(name)));
    return variables;
  }

  static Map<String, String> parse(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!line.strip().startsWith("#") && matcher.matches()) {
        variables.put(matcher.group(1), value(matcher.group(2)));
      }
    }
    return variables;
  }

  private static String value(String written) {
    if (written.matches("'[^']*'(\\s+#.*)?")) {
      return written.substring(1, written.indexOf('\'', 1));
    }
    Matcher quoted = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(\\s+#.*)?").matcher(written);
    if (quoted.matches()) {
      return quoted
          .group(1)
          .replace("\\\\", "\0")
          .replace("\\n", "\n")
          .replace("\\t", "\t")
          .replace("\\r", "\r")
          .replace("\\\"", "\"")
          .replace("\\$", "$")
          .replace("\0", "\\");
    }
    return written.startsWith("#") ? "" : written.replaceFirst("\\s+#.*$", "");
  }
}
