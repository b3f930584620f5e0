package dev.innerloop.export;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A chart whose values are the settings that differ between environments, with a values file for
 * each environment as a starting point.
 */
final class HelmChart {

  private final String app;
  private final String version;
  private final String image;
  private final Map<String, Mapping> resources;
  private final YamlWriter yaml = new YamlWriter();

  /** Escapes braces, which Helm would otherwise evaluate. */
  private final YamlWriter templates = new YamlWriter(text -> text.replace("{{", "{{ \"{{\" }}"));

  /**
   * @param version of the project
   * @param image reference in the resources, pinned to a digest
   * @param resources by file name
   */
  HelmChart(String app, String version, String image, Map<String, Mapping> resources) {
    this.app = app;
    this.version = version;
    this.image = image;
    this.resources = new LinkedHashMap<>(resources);
  }

  List<ExportFile> files(List<String> environments) {
    List<ExportFile> files = new ArrayList<>();
    files.add(ExportFile.generated("Chart.yaml", ExportFile.HEADER + yaml.write(chart())));
    ChartValues values = new ChartValues();
    ChartTemplates parametrised =
        new ChartTemplates(app, image, List.copyOf(resources.values()), values);
    resources.forEach(
        (file, resource) -> {
          // Helm installs the files of crds first and does not render them.
          boolean definition =
              resource.text("kind").equals(Optional.of("CustomResourceDefinition"));
          files.add(
              definition
                  ? ExportFile.generated(
                      "crds/" + file, ExportFile.HEADER + yaml.write(resource.plain()))
                  : ExportFile.generated(
                      "templates/" + file,
                      ExportFile.HEADER + templates.write(parametrised.of(resource).plain())));
        });
    files.add(ExportFile.generated("values.yaml", ExportFile.HEADER + text(values.all(), "")));
    environments.forEach(environment -> files.add(start(environment, values)));
    files.add(ExportFile.generated(".helmignore", ".dev-export\n"));
    return files;
  }

  private Map<String, Object> chart() {
    Map<String, Object> chart = new LinkedHashMap<>();
    chart.put("apiVersion", "v2");
    chart.put("name", app);
    chart.put("description", "The app " + app);
    chart.put("type", "application");
    chart.put("version", ChartVersion.of(version));
    chart.put("appVersion", version);
    return chart;
  }

  private ExportFile start(String environment, ChartValues values) {
    List<ChartValues.Section> different =
        values.all().stream().filter(it -> !it.values().containsKey("image")).toList();
    return ExportFile.start(
        "values-" + environment + ".yaml",
        ExportFile.startHeader(environment)
            + "# Override these values of values.yaml where they differ:\n"
            + text(different, "#"));
  }

  private String text(List<ChartValues.Section> sections, String margin) {
    return sections.stream()
        .map(
            section ->
                "\n# "
                    + section.comment()
                    + "\n"
                    + yaml.write(section.values())
                        .lines()
                        .map(line -> (margin + line).stripTrailing() + "\n")
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }
}
