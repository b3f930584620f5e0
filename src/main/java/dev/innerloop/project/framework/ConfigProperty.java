package dev.innerloop.project.framework;

import java.util.Locale;

/**
 * A property of a file.
 *
 * @param value with its placeholders
 * @param place its file and line, such as {@code src/main/resources/application.yml:12}
 */
public record ConfigProperty(String name, String value, String place) {

  /**
   * The canonical form of a name: {@code context-path}, {@code contextPath} and {@code
   * context_path} are equal, as in Spring Boot's relaxed binding.
   */
  public static String uniform(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  public String uniform() {
    return uniform(name);
  }

  public ConfigProperty named(String other) {
    return new ConfigProperty(other, value, place);
  }

  String origin() {
    return name + " in " + place;
  }
}
