package dev.innerloop.service;

import dev.innerloop.io.ComposeTemplate;
import dev.innerloop.io.ComposeTemplate.InvalidException;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import dev.innerloop.manifest.tree.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Interpolates the variables of a Compose file. */
final class Interpolation {

  private final ComposeTemplate template;
  private final Findings findings;

  Interpolation(Map<String, String> variables, Findings findings) {
    this.template = new ComposeTemplate(name -> Optional.ofNullable(variables.get(name)));
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
    try {
      return template.substitute(text);
    } catch (InvalidException e) {
      findings.add(
          at,
          String.valueOf(e.getMessage()),
          "Set it in the environment, or in the file .env next to this file. A $ that is none is"
              + " written $$.");
      return text;
    }
  }
}
