package dev.innerloop.service;

import dev.innerloop.manifest.tree.Expressions;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Position;
import dev.innerloop.manifest.tree.YamlReader;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The project's own descriptions of services, one file each. */
final class ServiceFolder {

  static final String NAME = "src/main/kubernetes/services";

  private final ServiceSettings settings;
  private final ServiceCatalog catalog;
  private final Findings findings;

  ServiceFolder(ServiceSettings settings, ServiceCatalog catalog, Findings findings) {
    this.settings = settings;
    this.catalog = catalog;
    this.findings = findings;
  }

  List<BackingService> read() {
    List<BackingService> services = new ArrayList<>();
    for (Path file : files()) {
      String fileName = file.getFileName().toString();
      String name = fileName.replaceFirst("\\.ya?ml$", "");
      String shown = NAME + "/" + fileName;
      int before = findings.all().size();
      List<Mapping> documents =
          new YamlReader(findings, Optional.of(new Expressions(settings.properties(), findings)))
              .read(file, shown);
      if (documents.size() > 1) {
        findings.add(
            documents.get(1).at(),
            "a file can describe only one service",
            "Move this one to another file, named like the service.");
      } else if (findings.all().size() == before) {
        Mapping fields =
            documents.isEmpty() ? new Mapping(new Position(shown, 0), Map.of()) : documents.get(0);
        new ServiceDescription(
                name, fields, shown, settings.basedir(), Optional.of(catalog), findings)
            .service()
            .ifPresent(services::add);
      }
    }
    return services;
  }

  private List<Path> files() {
    Path folder = settings.basedir().resolve(NAME);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Problem(NAME + " cannot be read: " + e.getMessage(), "Change the permissions.", e);
    }
  }
}
