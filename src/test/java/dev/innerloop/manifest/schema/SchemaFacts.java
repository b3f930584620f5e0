package dev.innerloop.manifest.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes {@code kubernetes.txt} from the OpenAPI document (version 2) of an API server. */
final class SchemaFacts {

  private static final String HEADER =
      """
      # Made from Kubernetes' OpenAPI document (Apache-2.0) by SchemaFactsTest. Do not edit.
      #
      # TYPE [APIVERSION:KIND...]
      #  FIELD[!] SHAPE [PATCHSTRATEGY,... [PATCHMERGEKEY]]
      #
      # ! is required, [X] a list of X, {X} a map of X.
      """;

  private static final Map<String, String> SINGLES =
      Map.of(
          "api.resource.Quantity", "quantity",
          "meta.v1.Time", "time",
          "meta.v1.MicroTime", "time",
          "util.intstr.IntOrString", "int-or-string");

  private final Map<String, Map<String, Object>> definitions = new TreeMap<>();
  private final String version;

  private SchemaFacts(Map<String, Object> openApi) {
    map(openApi.get("definitions")).forEach((name, type) -> definitions.put(name(name), map(type)));
    String full = String.valueOf(map(openApi.get("info")).get("version"));
    version = full.replaceFirst("^v", "").replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  /**
   * @param name of the version, which the document in Kubernetes' sources leaves out
   */
  static String of(Map<String, Object> openApi, @Nullable String name) {
    SchemaFacts facts = new SchemaFacts(openApi);
    return facts.text(name == null ? facts.version : name);
  }

  /** The types of one document, each as its lines. */
  static Map<String, String> types(String text) {
    Map<String, String> types = new TreeMap<>();
    String name = "";
    for (String line : text.lines().filter(it -> !it.isEmpty() && !it.startsWith("#")).toList()) {
      name = line.startsWith(" ") ? name : line.split(" ")[0];
      types.merge(name, line, (before, more) -> before + "\n" + more);
    }
    return types;
  }

  private String text(String version) {
    StringBuilder text =
        new StringBuilder(HEADER).append("\nversion ").append(version).append('\n');
    for (String name : reachable()) {
      text.append('\n').append(name);
      kinds(name).forEach(kind -> text.append(' ').append(kind));
      text.append('\n');
      Map<String, Object> type = definitions.get(name);
      Set<String> required = new HashSet<>((List<String>) type.getOrDefault("required", List.of()));
      new TreeMap<>(map(type.getOrDefault("properties", Map.of())))
          .forEach(
              (field, value) -> {
                text.append(' ').append(field).append(required.contains(field) ? "!" : "");
                text.append(' ').append(shape(map(value)));
                append(text, map(value).get("x-kubernetes-patch-strategy"));
                append(text, map(value).get("x-kubernetes-patch-merge-key"));
                text.append('\n');
              });
    }
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(value);
    }
  }

  /** From the resources that one can write: no lists, no options of requests. */
  private Set<String> reachable() {
    Set<String> reachable = new TreeSet<>();
    Deque<String> rest = new ArrayDeque<>();
    definitions.forEach(
        (name, type) -> {
          Map<String, Object> properties = map(type.getOrDefault("properties", Map.of()));
          boolean list = name.endsWith("List") && properties.containsKey("items");
          if (!kinds(name).isEmpty() && properties.containsKey("metadata") && !list) {
            rest.add(name);
          }
        });
    while (!rest.isEmpty()) {
      String name = rest.remove();
      if (reachable.add(name)) {
        map(definitions.get(name).getOrDefault("properties", Map.of()))
            .values()
            .forEach(
                field -> {
                  String shape = shape(map(field)).replaceAll("[\\[\\]{}]", "");
                  if (shape.contains(".")) {
                    rest.add(shape);
                  }
                });
      }
    }
    return reachable;
  }

  private List<String> kinds(String name) {
    return ((List<Object>)
            definitions
                .get(name)
                .getOrDefault("x-kubernetes-group-version-kind", List.<Object>of()))
        .stream()
            .map(SchemaFacts::map)
            .map(
                kind ->
                    (kind.get("group").equals("") ? "" : kind.get("group") + "/")
                        + kind.get("version")
                        + ":"
                        + kind.get("kind"))
            .sorted()
            .toList();
  }

  private String shape(Map<String, Object> property) {
    if (property.get("$ref") instanceof String reference) {
      String name = name(reference.substring("#/definitions/".length()));
      Map<String, Object> type = definitions.get(name);
      if (SINGLES.containsKey(name)) {
        return SINGLES.get(name);
      }
      // Without fields it says nothing of what is in it: JSON, raw extensions.
      return type.containsKey("properties") ? name : "any";
    }
    return switch (String.valueOf(property.get("type"))) {
      case "array" -> "[" + shape(map(property.get("items"))) + "]";
      case "object" ->
          property.containsKey("additionalProperties")
              ? "{" + shape(map(property.get("additionalProperties"))) + "}"
              : "any";
      case "string" -> "byte".equals(property.get("format")) ? "bytes" : "string";
      case "integer" -> String.valueOf(property.get("format")).replace("null", "int64");
      case "number" -> "double";
      case "boolean" -> "boolean";
      default -> "any";
    };
  }

  private static String name(String definition) {
    return definition
        .replace("io.k8s.api.", "")
        .replace("io.k8s.apimachinery.pkg.apis.", "")
        .replace("io.k8s.apimachinery.pkg.", "")
        .replace("io.k8s.apiextensions-apiserver.pkg.apis.", "")
        .replace("io.k8s.kube-aggregator.pkg.apis.", "");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
