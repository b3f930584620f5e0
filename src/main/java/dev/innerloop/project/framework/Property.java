package dev.innerloop.project.framework;

import java.util.Locale;

/**
 * One property as it is written.
 *
 * @param value with its placeholders
 * @param place its file and line, such as {@code src/main/resources/application.yml:12}
 */
record Property(String name, String value, String place) {

  /**
   * What spellings of one name have in common: {@code context-path}, {@code contextPath} and {@code
   * context_path} are one, as in Spring Boot's relaxed binding.
   */
  static String uniform(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  String uniform() {
    return uniform(name);
  }

  Property named(String other) {
    return new Property(other, value, place);
  }

  String origin() {
    return name + " in " + place;
  }
}
