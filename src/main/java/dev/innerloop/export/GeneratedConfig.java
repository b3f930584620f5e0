package dev.innerloop.export;

import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ConfigMap for Kustomize's generator: single-line entries as literals, others as files. */
record GeneratedConfig(Mapping map) {

  /** Empty for other resources, and for ConfigMaps that Kustomize would generate differently. */
  static Optional<GeneratedConfig> of(Mapping resource) {
    boolean generated =
        resource.text("kind").equals(Optional.of("ConfigMap"))
            && resource.text("apiVersion").equals(Optional.of("v1"))
            && resource.mapping("data").isPresent()
            && Set.of("apiVersion", "kind", "metadata", "data")
                .containsAll(resource.fields().keySet());
    return generated ? Optional.of(new GeneratedConfig(resource)) : Optional.empty();
  }

  /** Its entry in a kustomization. */
  Map<String, Object> generator() {
    Map<String, Object> generator = new LinkedHashMap<>();
    generator.put("name", name());
    List<String> literals = new ArrayList<>();
    data()
        .forEach(
            (key, value) -> literals.addAll(isLiteral(value) ? literal(key, value) : Set.of()));
    if (!literals.isEmpty()) {
      generator.put("literals", literals);
    }
    if (!files().isEmpty()) {
      generator.put("files", List.copyOf(files().keySet()));
    }
    Map<String, Object> options = new LinkedHashMap<>();
    for (String field : List.of("labels", "annotations")) {
      map.mapping("metadata", field).ifPresent(it -> options.put(field, it.plain()));
    }
    if (!options.isEmpty()) {
      generator.put("options", options);
    }
    return generator;
  }

  /** An example of an overlay that changes it, if it has a value. */
  Optional<Map<String, Object>> example() {
    return data().entrySet().stream()
        .filter(entry -> isLiteral(entry.getValue()))
        .findFirst()
        .map(
            entry -> {
              Map<String, Object> example = new LinkedHashMap<>();
              example.put("name", name());
              example.put("behavior", "merge");
              example.put("literals", List.copyOf(literal(entry.getKey(), entry.getValue())));
              return example;
            });
  }

  /** Its files by path relative to the kustomization. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    data()
        .forEach(
            (key, value) -> {
              if (!isLiteral(value)) {
                files.put("config/" + name() + "/" + key, value);
              }
            });
    return files;
  }

  private String name() {
    return map.text("metadata", "name").orElse("");
  }

  private Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    map.mapping("data")
        .ifPresent(it -> it.plain().forEach((key, value) -> data.put(key, String.valueOf(value))));
    return data;
  }

  /** Kustomize strips quotes and white space around a value. */
  private static boolean isLiteral(String value) {
    return value.strip().equals(value)
        && value.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\'');
  }

  private static Set<String> literal(String key, String value) {
    return Set.of(key + "=" + value);
  }
}
