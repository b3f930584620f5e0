package dev.innerloop.manifest.schema;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The patches below {@code src/test/resources}, with what kubectl made of them: see its record. */
final class PatchCorpus {

  private static final Path FOLDER =
      Path.of("src/test/resources/dev/innerloop/manifest/schema/patches");

  private static final Schema SCHEMA = Schema.bundled();

  private PatchCorpus() {}

  /**
   * A patch.
   *
   * @param expected what kubectl made of it; empty if it refused
   */
  record Case(String name, Mapping original, Mapping patch, Optional<Mapping> expected) {

    Type type() {
      return SCHEMA
          .kind(original.text("apiVersion").orElseThrow(), original.text("kind").orElseThrow())
          .orElseThrow();
    }

    /** By our own hands. */
    Mapping merged(Mapping original) {
      return new StrategicMerge(SCHEMA).merge(original, patch, type());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yml"))
          .filter(file -> !file.endsWith("original.yml"))
          .sorted()
          .map(PatchCorpus::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(Path file) {
    List<Mapping> documents = documents(file);
    return new Case(
        FOLDER.relativize(file).toString().replace(".yml", ""),
        documents(file.resolveSibling("original.yml")).get(0),
        documents.get(0),
        documents.size() > 1 ? Optional.of(documents.get(1)) : Optional.empty());
  }

  private static List<Mapping> documents(Path file) {
    Findings findings = new Findings();
    List<Mapping> documents =
        new YamlReader(findings, Optional.empty()).read(file, file.toString());
    if (!findings.isEmpty()) {
      throw new AssertionError(findings.all());
    }
    return documents;
  }
}
