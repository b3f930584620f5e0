package dev.innerloop.service;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of a description. Missing ones are empty, invalid ones are findings. */
record ServiceFields(Mapping fields, Findings findings) {

  Optional<String> text(String field) {
    Node node = fields.get(field);
    if (node == null || (node instanceof Scalar scalar && scalar.isNull())) {
      return Optional.empty();
    }
    if (node instanceof Scalar scalar) {
      return Optional.of(String.valueOf(scalar.value()));
    }
    findings.add(
        node.at(), field + " must be a single value, but this is " + node.word(), "Write one.");
    return Optional.empty();
  }

  Optional<Integer> number(String field) {
    return text(field)
        .flatMap(
            text -> {
              if (text.matches("\\d{1,5}")) {
                return Optional.of(Integer.valueOf(text));
              }
              findings.add(fields.at(field), field + " must be a number", "Write one.");
              return Optional.empty();
            });
  }

  Map<String, Node> mapping(String field) {
    Node node = fields.get(field);
    if (node instanceof Mapping map) {
      return map.fields();
    }
    if (node != null) {
      findings.add(node.at(), field + " must be a map, but this is " + node.word(), "Write a map.");
    }
    return Map.of();
  }

  Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    mapping(field)
        .forEach(
            (key, value) -> {
              if (value instanceof Scalar scalar && !scalar.isNull()) {
                texts.put(key, String.valueOf(scalar.value()));
              } else {
                findings.add(
                    value.at(),
                    key + " must be a single value, but this is " + value.word(),
                    "Write one.");
              }
            });
    return texts;
  }
}
