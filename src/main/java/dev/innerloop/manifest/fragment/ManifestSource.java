package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlReader;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.Program;
import dev.innerloop.process.ProgramResult;
import dev.innerloop.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Existing resources of a project: files, a Kustomize base or a Helm chart. */
final class ManifestSource {

  private static final List<String> KUSTOMIZATIONS =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private final Path path;
  private final String name;
  private final String app;
  private final ProjectManifests project;
  private final Programs programs;

  /**
   * @param name of the path in messages
   * @param app release name of a chart
   * @param project with the values files of a chart
   */
  ManifestSource(Path path, String name, String app, ProjectManifests project, Programs programs) {
    this.path = path;
    this.name = name;
    this.app = app;
    this.project = project;
    this.programs = programs;
  }

  /**
   * @throws Problem if it does not exist, or if kubectl or helm is missing or fails
   */
  List<Mapping> read(Findings findings) {
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

  private String helm() {
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

  private String kustomize() {
    return output(
        List.of(
            List.of("kubectl", "kustomize", path.toString()),
            List.of("kustomize", "build", path.toString())),
        "a Kustomize base",
        "Install kubectl (https://kubernetes.io/docs/tasks/tools)");
  }

  /** The output of the first command that is installed. */
  private String output(List<List<String>> commands, String what, String install) {
    for (List<String> command : commands) {
      Optional<Program> program = programs.find(command.get(0));
      if (program.isPresent()) {
        return output(program.get(), command, what);
      }
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

  private String output(Program program, List<String> command, String what) {
    String line = String.join(" ", command);
    ProgramResult result = program.read(TIMEOUT, command.subList(1, command.size()));
    if (result.hasTimedOut()) {
      throw new Problem(
          line + " did not exit within " + TIMEOUT.toSeconds() + " s.",
          "Run it in a terminal to see why.");
    }
    if (!result.succeeded()) {
      throw new Problem(
          "dev.manifestSource "
              + name
              + " is "
              + what
              + ", and "
              + program.name()
              + " cannot render it:\n"
              + String.join("\n", result.errors()).strip().indent(2).stripTrailing(),
          "Run the command in a terminal: " + line);
    }
    return String.join("\n", result.output());
  }
}
