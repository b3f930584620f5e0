package dev.innerloop.service;

import dev.innerloop.manifest.settings.EnvFile;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlReader;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The services of the project's Compose file, except those that are built from sources. */
final class ComposeFile {

  /** In the order in which Compose searches for them. */
  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

  /** Fields that have no meaning in a cluster, or that a cluster provides itself. */
  private static final Set<String> MEANINGLESS =
      Set.of(
          "container_name",
          "depends_on",
          "hostname",
          "init",
          "labels",
          "logging",
          "networks",
          "platform",
          "profiles",
          "pull_policy",
          "restart",
          "stdin_open",
          "stop_grace_period",
          "tty");

  private final ServiceSettings settings;
  private final ServiceCatalog catalog;
  private final Findings findings;
  private final List<String> notes;

  /**
   * @param notes receives notes about omitted fields and services
   */
  ComposeFile(
      ServiceSettings settings, ServiceCatalog catalog, Findings findings, List<String> notes) {
    this.settings = settings;
    this.catalog = catalog;
    this.findings = findings;
    this.notes = notes;
  }

  /**
   * @param wanted whether a Compose file is required
   */
  List<BackingService> read(boolean wanted) {
    Optional<Path> file = file();
    if (file.isEmpty()) {
      if (wanted) {
        throw new Problem(
            "dev.services is compose, but the project has no Compose file: "
                + String.join(", ", NAMES)
                + ".",
            "Add one next to the POM, or set the services of the app: -Ddev.services=postgresql");
      }
      return List.of();
    }
    String name = shown(file.get());
    int before = findings.all().size();
    List<Mapping> documents = new YamlReader(findings, Optional.empty()).read(file.get(), name);
    if (findings.all().size() > before || documents.isEmpty()) {
      return List.of();
    }
    Mapping services =
        documents.get(0).mapping("services").orElse(new Mapping(documents.get(0).at(), Map.of()));
    Interpolation interpolation = new Interpolation(variables(file.get()), findings);
    List<BackingService> all = new ArrayList<>();
    services
        .fields()
        .forEach(
            (service, node) -> {
              if (node instanceof Mapping fields) {
                read(service, (Mapping) interpolation.of(fields), name, file.get())
                    .ifPresent(all::add);
              }
            });
    return new ComposeReferences(all).known();
  }

  private Optional<BackingService> read(String service, Mapping fields, String name, Path file) {
    if (fields.get("build") != null) {
      notes.add(name + ": the service " + service + " is built from sources and is not deployed.");
      return Optional.empty();
    }
    Mapping supported = fields;
    for (Map.Entry<String, Node> field : fields.fields().entrySet()) {
      String key = field.getKey();
      if (!ServiceDescription.COMPOSE.contains(key)) {
        supported = supported.without(key);
        if (!MEANINGLESS.contains(key) && !key.startsWith("x-")) {
          notes.add(
              field.getValue().at()
                  + ": "
                  + key
                  + " of the service "
                  + service
                  + " is not supported and is ignored.");
        }
      }
    }
    return new ServiceDescription(
            service.replaceAll("[._]+", "-"),
            supported,
            name,
            Optional.ofNullable(file.getParent()).orElse(settings.root()),
            Optional.of(catalog),
            findings)
        .service();
  }

  private Optional<Path> file() {
    return Stream.of(settings.basedir(), settings.root())
        .flatMap(folder -> NAMES.stream().map(folder::resolve))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private String shown(Path file) {
    return file.startsWith(settings.root())
        ? settings.root().relativize(file).toString()
        : file.toString();
  }

  /** Variables of the environment override those of the .env file, as in Compose. */
  private Map<String, String> variables(Path file) {
    Map<String, String> variables = new HashMap<>();
    Path beside = file.resolveSibling(".env");
    if (Files.isRegularFile(beside)) {
      try {
        variables.putAll(EnvFile.read(beside));
      } catch (IOException e) {
        throw new Problem(
            shown(beside) + " cannot be read: " + e.getMessage(), "Change the permissions.", e);
      }
    }
    variables.putAll(System.getenv());
    return variables;
  }
}
