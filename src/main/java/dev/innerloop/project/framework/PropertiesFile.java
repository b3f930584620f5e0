package dev.innerloop.project.framework;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The format of {@link Properties}, with the lines of its properties, and with Spring Boot's
 * separator of documents, {@code #---}.
 */
final class PropertiesFile {

  private final String file;
  private final List<ConfigDocument> documents = new ArrayList<>();
  private List<ConfigProperty> properties = new ArrayList<>();

  private PropertiesFile(String file) {
    this.file = file;
  }

  /**
   * @param file path in messages
   */
  static List<ConfigDocument> parse(String text, String file) {
    return new PropertiesFile(file).parse(text);
  }

  private List<ConfigDocument> parse(String text) {
    StringBuilder entry = new StringBuilder();
    int begin = 0;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (entry.isEmpty()) {
        begin = number;
        if (line.stripTrailing().matches("[#!]---")) {
          endDocument();
        }
        if (line.isBlank() || "#!".indexOf(line.strip().charAt(0)) >= 0) {
          continue;
        }
      }
      entry.append(line).append('\n');
      if (!continues(line)) {
        add(entry.toString(), begin);
        entry.setLength(0);
      }
    }
    add(entry.toString(), begin);
    endDocument();
    return documents;
  }

  private static boolean continues(String line) {
    int backslashes = line.length() - line.replaceAll("\\\\+$", "").length();
    return backslashes % 2 == 1;
  }

  private void add(String entry, int line) {
    Properties parsed = new Properties();
    try {
      parsed.load(new StringReader(entry));
    } catch (IllegalArgumentException e) {
      throw new Problem(
          file + ":" + line + " cannot be read: " + e.getMessage(),
          "Fix it; the app would not start with it.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // while reading a string
    }
    parsed
        .stringPropertyNames()
        .forEach(
            name ->
                properties.add(
                    new ConfigProperty(name, parsed.getProperty(name), file + ":" + line)));
  }

  private void endDocument() {
    documents.add(new ConfigDocument(properties));
    properties = new ArrayList<>();
  }
}
