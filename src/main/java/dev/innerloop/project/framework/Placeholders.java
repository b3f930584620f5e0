package dev.innerloop.project.framework;

import dev.innerloop.io.PlaceholderSyntax;
import dev.innerloop.problem.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code ${name}} and {@code ${name:default}} in values, by the rules of Spring's {@code
 * PropertyPlaceholderHelper}: they can be nested, and {@code \${} is an escape. The rules of the other frameworks are a subset.
 */
final class Placeholders {

  private final Function<String, Optional<ConfigProperty>> properties;
  private final Deque<ConfigProperty> path = new ArrayDeque<>();

  /**
   * @param properties finds the property of a name
   */
  Placeholders(Function<String, Optional<ConfigProperty>> properties) {
    this.properties = properties;
  }

  /**
   * @throws Problem if it refers to itself or to an unknown property
   */
  String resolved(ConfigProperty property) {
    for (ConfigProperty outer : path) {
      if (outer.uniform().equals(property.uniform())) {
        throw cycle(property);
      }
    }
    path.addLast(property);
    String resolved = resolved(property.value());
    path.removeLast();
    return resolved;
  }

  private String resolved(String text) {
    return PlaceholderSyntax.SPRING.replace(text, (inner, index) -> value(inner));
  }

  private String value(String inner) {
    int colon = colon(inner);
    String name = resolved(colon < 0 ? inner : inner.substring(0, colon));
    Optional<ConfigProperty> found = properties.apply(name);
    if (found.isPresent()) {
      return resolved(found.get());
    }
    if (colon < 0) {
      throw unknown(name);
    }
    return resolved(inner.substring(colon + 1));
  }

  /** The first colon outside of inner placeholders. */
  private static int colon(String inner) {
    int open = 0;
    for (int at = 0; at < inner.length(); at++) {
      char c = inner.charAt(at);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ':' && open == 0) {
        return at;
      }
    }
    return -1;
  }

  private Problem cycle(ConfigProperty again) {
    StringBuilder words = new StringBuilder();
    boolean inside = false;
    for (Iterator<ConfigProperty> all = path.iterator(); all.hasNext(); ) {
      ConfigProperty each = all.next();
      inside |= each.uniform().equals(again.uniform());
      if (inside) {
        words.append(each.name()).append(" (").append(each.place()).append(") needs ");
      }
    }
    return new Problem(
        "A property refers to itself: " + words + again.name() + ".",
        "Set one of them to a value; the app would not start with this.");
  }

  private Problem unknown(String name) {
    ConfigProperty at = path.getLast();
    return new Problem(
        at.place()
            + ": "
            + at.name()
            + " is \""
            + at.value()
            + "\", but there is no property "
            + name
            + ".",
        "Add a default, ${" + name + ":...}, or a value in <env> of the plugin's configuration.");
  }
}
