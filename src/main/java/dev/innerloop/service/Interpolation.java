package dev.innerloop.service;

import dev.innerloop.io.PlaceholderSyntax;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import dev.innerloop.manifest.tree.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Interpolates variables like Compose: {@code ${NAME}}, {@code ${NAME:-default}}. */
final class Interpolation {

  private static final Pattern VARIABLE =
      Pattern.compile("(\\w+)(?:(:?[-?+])(.*))?", Pattern.DOTALL);

  private final Map<String, String> variables;
  private final Findings findings;

  Interpolation(Map<String, String> variables, Findings findings) {
    this.variables = variables;
    this.findings = findings;
  }

  Node of(Node node) {
    if (node instanceof Mapping map) {
      Map<String, Node> fields = new LinkedHashMap<>();
      map.fields().forEach((name, value) -> fields.put(name, of(value)));
      return new Mapping(map.at(), fields);
    }
    if (node instanceof Sequence list) {
      return new Sequence(list.at(), list.items().stream().map(this::of).toList());
    }
    return node instanceof Scalar scalar && scalar.value() instanceof String text
        ? new Scalar(scalar.at(), of(text, scalar.at()))
        : node;
  }

  private String of(String text, Position at) {
    return PlaceholderSyntax.COMPOSE.replace(text, (content, index) -> value(content, at));
  }

  private @Nullable String value(String content, Position at) {
    Matcher found = VARIABLE.matcher(content);
    if (!found.matches()) {
      return null;
    }
    String name = found.group(1);
    String operator = found.group(2) == null ? "" : found.group(2);
    String other = found.group(3) == null ? "" : found.group(3);
    String value = variables.get(name);
    boolean there = value != null && !(operator.startsWith(":") && value.isEmpty());
    if (operator.endsWith("+")) {
      return there ? other : "";
    }
    if (there && value != null) {
      return value;
    }
    if (operator.endsWith("?")) {
      findings.add(
          at,
          "the variable " + name + " is not set" + (other.isEmpty() ? "" : ": " + other),
          "Set it in the environment, or in the file .env next to this file.");
    }
    return operator.endsWith("-") ? other : "";
  }
}
