package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The project's own Spring Boot configuration, as far as deployment needs it: {@code
 * application.properties} and {@code application.yml} without profiles, the former winning, as
 * Spring Boot has it.
 */
final class SpringConfiguration {

  // ${NAME:default}: what an environment variable overrides; the default is what will be used.
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)(?::([^}]*))?}");

  private final Map<String, String> values;

  private SpringConfiguration(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param outputFolder where the processed resources are
   */
  static SpringConfiguration read(Path outputFolder) {
    Map<String, String> values = new HashMap<>();
    for (String folder : new String[] {"", "config"}) {
      readYaml(outputFolder.resolve(folder).resolve("application.yaml"), values);
      readYaml(outputFolder.resolve(folder).resolve("application.yml"), values);
      readProperties(outputFolder.resolve(folder).resolve("application.properties"), values);
    }
    return new SpringConfiguration(values);
  }

  /** A value with its placeholders replaced by their defaults, or null. */
  @Nullable String get(String key) {
    String value = values.get(key);
    if (value == null) {
      return null;
    }
    Matcher placeholder = PLACEHOLDER.matcher(value);
    StringBuilder resolved = new StringBuilder();
    while (placeholder.find()) {
      String otherwise = placeholder.group(2);
      String replacement = values.getOrDefault(placeholder.group(1), otherwise);
      if (replacement == null) {
        return null;
      }
      placeholder.appendReplacement(resolved, Matcher.quoteReplacement(replacement));
    }
    placeholder.appendTail(resolved);
    return resolved.toString();
  }

  /**
   * A port, or null if none is set.
   *
   * @throws Problem if the value is not a port
   */
  @Nullable Integer port(String key) {
    String value = get(key);
    if (value == null) {
      return null;
    }
    try {
      int port = Integer.parseInt(value.trim());
      return port <= 0 ? null : port;
    } catch (NumberFormatException e) {
      throw new Problem(
          key + " in the application's configuration is not a port: " + value,
          "Correct it, or say the port yourself: -Ddev.port=8080",
          e);
    }
  }

  private static void readProperties(Path file, Map<String, String> values) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    Properties properties = new Properties();
    try (InputStream bytes = Files.newInputStream(file)) {
      properties.load(bytes);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, e);
    }
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
  }

  private static void readYaml(Path file, Map<String, String> values) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      Load load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
      for (Object document : load.loadAllFromInputStream(bytes)) {
        Map<String, String> flat = new HashMap<>();
        flatten("", document, flat);
        if (!flat.containsKey("spring.config.activate.on-profile")) {
          values.putAll(flat);
        }
      }
    } catch (IOException | YamlEngineException e) {
      throw unreadable(file, e);
    }
  }

  private static void flatten(String prefix, @Nullable Object node, Map<String, String> flat) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, flat));
    } else if (node != null) {
      flat.put(prefix, node.toString());
    }
  }

  private static Problem unreadable(Path file, Exception cause) {
    return new Problem(
        "The application's configuration cannot be read: " + file + "\n" + cause.getMessage(),
        "Correct the file; the application itself would not start with it.",
        cause);
  }
}
