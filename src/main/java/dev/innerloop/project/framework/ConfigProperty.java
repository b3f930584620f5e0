package dev.innerloop.project.framework;

import java.util.Locale;

/**
 * A property of a file.
 *
 * @param value with its placeholders
 * @param place its file and line, such as {@code src/main/resources/application.yml:12}
 */
record ConfigProperty(String name, String value, String place) {

  /**
   * The canonical form of a name: {@code context-path}, {@code contextPath} and {@code
   * context_path} are equal, as in Spring Boot's relaxed binding.
   */
  static String uniform(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  String uniform() {
    return uniform(name);
  }

  ConfigProperty named(String other) {
    return new ConfigProperty(other, value, place);
  }

  String origin() {
    return name + " in " + place;
  }
}
