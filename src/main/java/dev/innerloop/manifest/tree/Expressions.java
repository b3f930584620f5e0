package dev.innerloop.manifest.tree;

import dev.innerloop.io.PlaceholderSyntax;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Replaces {@code ${name}} in a text by the project's properties; a doubled dollar sign is an
 * escape for one. Values may refer to other properties.
 */
public final class Expressions {

  private final Function<String, Optional<String>> properties;
  private final Findings findings;

  /**
   * @param properties the value of a property, if any
   * @param findings receives unknown, recursive and unclosed expressions
   */
  public Expressions(Function<String, Optional<String>> properties, Findings findings) {
    this.properties = properties;
    this.findings = findings;
  }

  /**
   * @param at the position of the character at an index
   */
  String resolve(String text, IntFunction<Position> at) {
    return resolve(text, at, new LinkedHashSet<>());
  }

  private String resolve(String text, IntFunction<Position> at, Set<String> within) {
    return PlaceholderSyntax.PROJECT.replace(
        text,
        new PlaceholderSyntax.Resolver() {

          @Override
          public String value(String name, int index) {
            return Expressions.this.value(name, at.apply(index), within);
          }

          @Override
          public void unclosed(int index) {
            findings.add(
                at.apply(index),
                "${ is not closed by a }",
                "Close it, or write $${ for a literal ${.");
          }
        });
  }

  private String value(String name, Position at, Set<String> within) {
    if (!within.add(name)) {
      findings.add(
          at,
          "the property "
              + name
              + " refers to itself: "
              + String.join(" → ", within)
              + " → "
              + name,
          "Set one of them to a value.");
      return "";
    }
    Optional<String> value = properties.apply(name);
    if (value.isEmpty()) {
      findings.add(
          at,
          "there is no property " + name,
          "Define it in the POM or by -D"
              + name
              + "=VALUE, or write $${"
              + name
              + "} for the literal text.");
    }
    String resolved = value.map(text -> resolve(text, index -> at, within)).orElse("");
    within.remove(name);
    return resolved;
  }
}
