package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlReader;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Existing resources of a project: files, a Kustomize base or a Helm chart. */
final class ManifestSource {

  private static final List<String> KUSTOMIZATIONS =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private final Path path;
  private final String name;
  private final String app;
  private final ProjectManifests project;
  private final Tool tool;

  /**
   * @param name of the path in messages
   * @param app release name of a chart
   * @param project with the values files of a chart
   */
  ManifestSource(Path path, String name, String app, ProjectManifests project, Tool tool) {
    this.path = path;
    this.name = name;
    this.app = app;
    this.project = project;
    this.tool = tool;
  }

  /**
   * @throws Problem if it does not exist, or if kubectl or helm is missing or fails
   */
  List<Mapping> read(Findings findings) throws InterruptedException {
    YamlReader reader = new YamlReader(findings, Optional.empty());
    try {
      if (Files.exists(path.resolve("Chart.yaml"))) {
        return listed(reader.read(helm(), "helm template " + name));
      }
      requireNoValues();
      if (Files.isRegularFile(path)) {
        return listed(reader.read(path, name));
      }
      if (!Files.isDirectory(path)) {
        throw new Problem(
            "dev.manifestSource names " + name + ", which does not exist.",
            "Set a directory with YAML files, a Kustomize base or a Helm chart, relative to the"
                + " module, or remove it to generate the resources.");
      }
      if (KUSTOMIZATIONS.stream().map(path::resolve).anyMatch(Files::exists)) {
        return listed(reader.read(kustomize(), "kustomize " + name));
      }
      return files(reader);
    } catch (IOException e) {
      throw new Problem(
          "dev.manifestSource " + name + " cannot be read: " + e.getMessage(),
          "Change the permissions.",
          e);
    }
  }

  private List<Mapping> files(YamlReader reader) throws IOException {
    List<Path> files = YamlFiles.in(path);
    if (files.isEmpty()) {
      throw new Problem(
          "dev.manifestSource " + name + " contains no .yml, .yaml or .json file.",
          "Set the directory that contains the files: subdirectories are not searched.");
    }
    List<Mapping> all = new ArrayList<>();
    for (Path file : files) {
      all.addAll(listed(reader.read(file, Path.of(name).resolve(file.getFileName()).toString())));
    }
    return all;
  }

  /** Expands a List, as written by {@code kubectl get -o yaml}. */
  static List<Mapping> listed(List<Mapping> documents) {
    return documents.stream()
        .flatMap(
            document ->
                document.text("kind").equals(Optional.of("List"))
                    ? document.mappings("items").stream()
                    : Stream.of(document))
        .toList();
  }

  private void requireNoValues() {
    if (!project.values().isEmpty() && Files.exists(path)) {
      throw new Problem(
          "dev.manifestValues requires a Helm chart, but " + name + " contains no Chart.yaml.",
          "Remove dev.manifestValues, or set the directory of the chart:"
              + " -Ddev.manifestSource=PATH");
    }
  }

  private String helm() throws InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("helm", "template", app, path.toString(), "--no-hooks"));
    for (Path values : project.values()) {
      Path file = project.basedir().resolve(values);
      if (!Files.isRegularFile(file)) {
        throw new Problem(
            "dev.manifestValues names " + project.name(file) + ", which does not exist.",
            "Set paths relative to the module, separated by commas.");
      }
      command.addAll(List.of("-f", file.toString()));
    }
    return output(
        List.of(command), "a Helm chart", "Install helm (https://helm.sh/docs/intro/install)");
  }

  private String kustomize() throws InterruptedException {
    return output(
        List.of(
            List.of("kubectl", "kustomize", path.toString()),
            List.of("kustomize", "build", path.toString())),
        "a Kustomize base",
        "Install kubectl (https://kubernetes.io/docs/tasks/tools)");
  }

  /** The output of the first command that is installed. */
  private String output(List<List<String>> commands, String what, String install)
      throws InterruptedException {
    for (List<String> command : commands) {
      Tool.Result result;
      try {
        result = tool.run(command);
      } catch (IOException e) {
        continue; // not installed: try the next one
      }
      if (result.code() == 0) {
        return result.out();
      }
      throw new Problem(
          "dev.manifestSource "
              + name
              + " is "
              + what
              + ", and "
              + command.get(0)
              + " cannot render it:\n"
              + result.err().strip().indent(2).stripTrailing(),
          "Run the command in a terminal: " + String.join(" ", command));
    }
    throw new Problem(
        "dev.manifestSource "
            + name
            + " is "
            + what
            + ", and "
            + String.join(" and ", commands.stream().map(command -> command.get(0)).toList())
            + (commands.size() > 1 ? " are" : " is")
            + " not installed.",
        install + ", or set a directory with the rendered YAML.");
  }
}
