package dev.innerloop.export;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kustomize base with an overlay for each environment as a starting point. Kustomize generates
 * the ConfigMaps, so that overlays can change them and pods are replaced.
 */
final class KustomizeBase {

  private static final String BASE = "base/";
  private static final String KUSTOMIZATION = "kustomization.yaml";

  private final String app;
  private final List<Mapping> resources;
  private final List<GeneratedConfig> generated;
  private final YamlWriter yaml = new YamlWriter();

  KustomizeBase(String app, List<Mapping> resources) {
    this.app = app;
    this.generated = resources.stream().flatMap(it -> GeneratedConfig.of(it).stream()).toList();
    this.resources = resources.stream().filter(it -> GeneratedConfig.of(it).isEmpty()).toList();
  }

  List<ExportFile> files(List<String> environments) {
    List<ExportFile> files = new ArrayList<>();
    Map<String, Mapping> named = ResourceFiles.of(resources);
    Map<String, Object> kustomization = kustomization();
    kustomization.put("resources", List.copyOf(named.keySet()));
    if (!generated.isEmpty()) {
      kustomization.put(
          "configMapGenerator", generated.stream().map(GeneratedConfig::generator).toList());
    }
    files.add(generated(KUSTOMIZATION, yaml.write(kustomization)));
    named.forEach((file, resource) -> files.add(generated(file, yaml.write(resource.plain()))));
    generated.forEach(
        config ->
            config
                .files()
                .forEach((file, text) -> files.add(ExportFile.generated(BASE + file, text))));
    environments.forEach(environment -> files.add(overlay(environment)));
    return files;
  }

  private static ExportFile generated(String file, String text) {
    return ExportFile.generated(BASE + file, ExportFile.HEADER + text);
  }

  private static Map<String, Object> kustomization() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
    fields.put("kind", "Kustomization");
    return fields;
  }

  private ExportFile overlay(String environment) {
    Map<String, Object> fields = kustomization();
    fields.put("resources", List.of("../../base"));
    Map<String, Object> examples = examples(environment);
    String text =
        ExportFile.startHeader(environment)
            + yaml.write(fields)
            + "# Example:\n"
            + yaml.write(examples).indent(2).replaceAll("(?m)^  ", "# ");
    return ExportFile.start("overlays/" + environment + "/" + KUSTOMIZATION, text);
  }

  /** Examples of changes that this app supports. */
  private Map<String, Object> examples(String environment) {
    Map<String, Object> examples = new LinkedHashMap<>();
    examples.put("namespace", app + "-" + environment);
    boolean scaled = resources.stream().anyMatch(it -> isKind(it, "HorizontalPodAutoscaler"));
    if (!scaled
        && resources.stream()
            .anyMatch(it -> isApp(it) && (isKind(it, "Deployment") || isKind(it, "StatefulSet")))) {
      Map<String, Object> replicas = new LinkedHashMap<>();
      replicas.put("name", app);
      replicas.put("count", 2);
      examples.put("replicas", List.of(replicas));
    }
    generated.stream()
        .flatMap(config -> config.example().stream())
        .findFirst()
        .ifPresent(example -> examples.put("configMapGenerator", List.of(example)));
    if (resources.stream().anyMatch(it -> isApp(it) && isKind(it, "Ingress"))) {
      Map<String, Object> patch = new LinkedHashMap<>();
      patch.put("target", Map.of("kind", "Ingress"));
      patch.put(
          "patch",
          """
          - op: replace
            path: /spec/rules/0/host
            value: %s.%s.example.com
          """
              .formatted(app, environment));
      examples.put("patches", List.of(patch));
    }
    return examples;
  }

  private boolean isApp(Mapping resource) {
    return resource.text("metadata", "name").equals(Optional.of(app));
  }

  private static boolean isKind(Mapping resource, String kind) {
    return resource.text("kind").equals(Optional.of(kind));
  }
}
