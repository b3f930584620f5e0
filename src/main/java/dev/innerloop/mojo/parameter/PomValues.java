package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.KubernetesText;
import dev.innerloop.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads elements of POMs, in which an empty element means the same as a missing one. */
public final class PomValues {

  private PomValues() {}

  static Optional<KubernetesText> in(String parameter, String field, @Nullable String text) {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(new KubernetesText(parameter + "." + field, text));
  }

  /**
   * @throws Problem if it is missing
   */
  static KubernetesText required(String parameter, String field, @Nullable String text) {
    return in(parameter, field, text)
        .orElseThrow(
            () ->
                new Problem(
                    parameter + "." + field + " is missing.",
                    "Add it to each element of <" + parameter + "> in the POM."));
  }

  /** Maven represents an element without text as null. */
  public static Map<String, String> texts(@Nullable Map<String, String> map) {
    if (map == null) {
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach((name, value) -> texts.put(name, value == null ? "" : value));
    return Collections.unmodifiableMap(texts);
  }

  /** Sorted by name, because properties have no order. */
  public static Map<String, String> sorted(@Nullable Properties properties) {
    Map<String, String> texts = new TreeMap<>();
    if (properties != null) {
      properties
          .stringPropertyNames()
          .forEach(name -> texts.put(name, properties.getProperty(name).trim()));
    }
    return Collections.unmodifiableMap(texts);
  }
}
