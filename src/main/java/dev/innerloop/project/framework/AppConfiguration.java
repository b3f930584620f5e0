package dev.innerloop.project.framework;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.SourcedValue;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The effective configuration of an app in the cluster: environment variables override files, later
 * documents override earlier ones.
 */
final class AppConfiguration {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");
  private static final Set<String> TRUE = Set.of("true", "on", "yes", "1");
  private static final Set<String> FALSE = Set.of("false", "off", "no", "0");

  /** Refers to the variable that this plugin sets, so it is not a configured value. */
  private static final String OUR_PORT = "${PORT}";

  private final Map<String, String> environment;
  private final Map<String, ConfigProperty> properties = new HashMap<>();

  /**
   * @param environment environment variables of the container
   */
  AppConfiguration(Map<String, String> environment) {
    this.environment = environment;
  }

  void add(ConfigDocument document) {
    document.properties().forEach(this::add);
  }

  void add(ConfigProperty property) {
    properties.put(property.uniform(), property);
  }

  /** A value with resolved placeholders; an empty text counts as missing. */
  Optional<SourcedValue<String>> text(String name) {
    return find(name)
        .map(
            property ->
                new SourcedValue<>(
                    new Placeholders(this::find).resolved(property).trim(), property.origin()))
        .filter(value -> !value.value().isEmpty());
  }

  /** The value of a property that may refer to unknown ones; empty in that case. */
  Optional<String> resolvable(ConfigProperty property) {
    try {
      return Optional.of(new Placeholders(this::find).resolved(property).trim());
    } catch (Problem unknownHere) {
      return Optional.empty();
    }
  }

  /**
   * A port; empty if it is not set or negative, which frameworks treat as "none".
   *
   * @throws Problem if it is not a valid port
   */
  Optional<SourcedValue<Integer>> port(String name) {
    if (find(name).filter(it -> it.value().trim().equals(OUR_PORT)).isPresent()) {
      return Optional.empty();
    }
    return text(name).flatMap(text -> port(name, text));
  }

  private static Optional<SourcedValue<Integer>> port(String name, SourcedValue<String> text) {
    try {
      int port = Integer.parseInt(text.value());
      if (port <= 65_535) {
        return port <= 0 ? Optional.empty() : Optional.of(new SourcedValue<>(port, text.from()));
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw wrong(name, text, "a port", "Set a number from 1 to 65535.");
  }

  /** Whether it is set to true. */
  boolean isTrue(String name) {
    return text(name).filter(it -> is(it, TRUE)).isPresent();
  }

  /** Whether it is set to false. */
  boolean isFalse(String name) {
    return text(name).filter(it -> is(it, FALSE)).isPresent();
  }

  private static boolean is(SourcedValue<String> text, Set<String> words) {
    return words.contains(text.value().toLowerCase(Locale.ROOT));
  }

  List<String> list(String name) {
    return text(name)
        .map(it -> Arrays.stream(it.value().split(",")).map(String::trim).toList())
        .orElse(List.of());
  }

  /**
   * A duration: ISO 8601, or a number with an optional unit.
   *
   * @param unitless the unit of a bare number: {@code ms} or {@code s}
   */
  Optional<SourcedValue<Duration>> duration(String name, String unitless) {
    return text(name).map(text -> new SourcedValue<>(duration(name, text, unitless), text.from()));
  }

  private static Duration duration(String name, SourcedValue<String> text, String unitless) {
    Matcher simple = DURATION.matcher(text.value().toLowerCase(Locale.ROOT));
    if (simple.matches()) {
      long number = Long.parseLong(simple.group(1));
      return switch (Optional.ofNullable(simple.group(2)).orElse(unitless)) {
        case "ms" -> Duration.ofMillis(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        case "d" -> Duration.ofDays(number);
        default -> Duration.ofSeconds(number);
      };
    }
    try {
      return Duration.parse(text.value());
    } catch (DateTimeParseException e) {
      throw wrong(name, text, "a duration", "Set a value such as 30s.");
    }
  }

  private static Problem wrong(String name, SourcedValue<String> text, String what, String remedy) {
    return new Problem(
        text.from() + " is not " + what + ": " + text.value(),
        remedy + " The app would not start with this " + name + ".");
  }

  /** Finds a property by name, or by the environment variable for it. */
  private Optional<ConfigProperty> find(String name) {
    for (String variable : List.of(name, springVariable(name), smallRyeVariable(name))) {
      String value = environment.get(variable);
      if (value != null) {
        return Optional.of(
            new ConfigProperty(variable, value, "<env> of the plugin's configuration"));
      }
    }
    return Optional.ofNullable(properties.get(ConfigProperty.uniform(name)));
  }

  private static String springVariable(String name) {
    return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static String smallRyeVariable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
