package dev.innerloop.service;

import dev.innerloop.manifest.settings.EnvFile;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import dev.innerloop.service.Container.Readiness;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the fields of a service in all notations that Compose allows. */
final class ComposeFields {

  /** Limit for files in a Secret that also has other entries. */
  private static final long MOST_BYTES = 512 << 10;

  private final Mapping fields;
  private final Path folder;
  private final Findings findings;

  ComposeFields(Mapping fields, Path folder, Findings findings) {
    this.fields = fields;
    this.folder = folder;
    this.findings = findings;
  }

  boolean has(String field) {
    return fields.get(field) != null;
  }

  /** A list of arguments, or a text that is split like in a shell. */
  List<String> words(String field) {
    Node node = fields.get(field);
    if (node == null) {
      return List.of();
    }
    return node instanceof Scalar scalar && scalar.value() instanceof String line
        ? CommandLine.split(line)
        : texts(field, node);
  }

  private List<String> texts(String field, Node node) {
    if (node instanceof Sequence list) {
      List<String> texts = new ArrayList<>();
      for (Node item : list.items()) {
        if (item instanceof Scalar scalar && !scalar.isNull()) {
          texts.add(String.valueOf(scalar.value()));
        } else {
          findings.add(item.at(), field + " has " + item.word(), "Write single values.");
        }
      }
      return texts;
    }
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return List.of(String.valueOf(scalar.value()));
    }
    if (!(node instanceof Scalar)) {
      findings.add(
          node.at(), field + " must be a list, but this is " + node.word(), "Write a list.");
    }
    return List.of();
  }

  /** Variables from files, then those of the service itself. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    Node files = fields.get("env_file");
    if (files != null) {
      for (String file : texts("env_file", files)) {
        try {
          environment.putAll(EnvFile.read(folder.resolve(file)));
        } catch (IOException e) {
          findings.add(
              files.at(), "env_file names " + file + ", which cannot be read", "Add the file.");
        }
      }
    }
    Node node = fields.get("environment");
    if (node instanceof Mapping map) {
      map.fields()
          .forEach(
              (name, value) ->
                  environment.put(
                      name,
                      value instanceof Scalar scalar && !scalar.isNull()
                          ? String.valueOf(scalar.value())
                          : ""));
    } else if (node != null) {
      for (String item : texts("environment", node)) {
        int equals = item.indexOf('=');
        environment.put(
            equals < 0 ? item : item.substring(0, equals),
            equals < 0 ? "" : item.substring(equals + 1));
      }
    }
    return environment;
  }

  /** The container ports; ports of the host have no meaning in a cluster. */
  List<Integer> ports() {
    List<Integer> ports = new ArrayList<>();
    for (String field : List.of("ports", "expose")) {
      Node node = fields.get(field);
      if (node instanceof Sequence list) {
        for (Node item : list.items()) {
          port(item).filter(port -> !ports.contains(port)).ifPresent(ports::add);
        }
      } else if (node != null) {
        findings.add(node.at(), field + " must be a list", "Write one.");
      }
    }
    return ports;
  }

  private Optional<Integer> port(Node item) {
    Optional<Node> value = item instanceof Mapping map ? map.find("target") : Optional.of(item);
    String text =
        value
            .filter(Scalar.class::isInstance)
            .map(it -> String.valueOf(((Scalar) it).value()))
            .orElse("");
    String port = text.substring(text.lastIndexOf(':') + 1).replaceFirst("/tcp$", "");
    if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535) {
      return Optional.of(Integer.valueOf(port));
    }
    findings.add(
        item.at(),
        "\"" + text + "\" is not a single TCP port",
        "Use the container's port, for example 5432 or \"5432:5432\".");
    return Optional.empty();
  }

  /**
   * Mounted volumes and files.
   *
   * @param volumes directories that outlive the pod
   * @param files local text files by path in the container
   */
  record Mounts(List<String> volumes, Map<String, String> files) {
    Mounts {
      volumes = List.copyOf(volumes);
      files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
  }

  Mounts mounts() {
    List<String> volumes = new ArrayList<>();
    Map<String, String> files = new LinkedHashMap<>();
    Node node = fields.get("volumes");
    if (node instanceof Sequence list) {
      list.items().forEach(item -> mount(item, volumes, files));
    } else if (node != null) {
      findings.add(node.at(), "volumes must be a list", "Write one.");
    }
    return new Mounts(volumes, files);
  }

  private void mount(Node item, List<String> volumes, Map<String, String> files) {
    String source = "";
    String target = "";
    if (item instanceof Mapping map) {
      source = map.text("source").orElse("");
      target = map.text("target").orElse("");
    } else if (item instanceof Scalar scalar && scalar.value() instanceof String text) {
      String[] parts = text.split(":", 3);
      source = parts.length == 1 ? "" : parts[0];
      target = parts.length == 1 ? parts[0] : parts[1];
    }
    if (!target.startsWith("/")) {
      findings.add(
          item.at(),
          "this entry has no path in the container",
          "Write NAME:/PATH or ./FILE:/PATH.");
    } else if (source.startsWith(".") || source.startsWith("/") || source.startsWith("~")) {
      Path local = folder.resolve(source).normalize();
      if (isNewDirectory(local)) {
        volumes.add(target);
      } else {
        bind(item, local, target, files);
      }
    } else {
      volumes.add(target);
    }
  }

  /** Compose creates it: a directory for data, unless its name is that of a file. */
  private static boolean isNewDirectory(Path source) {
    return !Files.exists(source) && !source.getFileName().toString().matches("[^.].*\\..*");
  }

  private void bind(Node item, Path source, String target, Map<String, String> files) {
    try {
      if (Files.isRegularFile(source)) {
        files.put(target, text(source));
      } else if (Files.isDirectory(source)) {
        try (Stream<Path> inside = Files.list(source)) {
          for (Path file : inside.filter(Files::isRegularFile).sorted().toList()) {
            files.put(target + "/" + file.getFileName(), text(file));
          }
        }
      } else {
        findings.add(
            item.at(), source + " does not exist", "Add the file. Local files are copied.");
      }
      if (files.values().stream().mapToLong(String::length).sum() > MOST_BYTES) {
        findings.add(
            item.at(),
            "more than 512 KB of files are mounted",
            "Put large files into the image or on a volume.");
      }
    } catch (CharacterCodingException e) {
      findings.add(
          item.at(), source + " is not UTF-8 text", "Put it into the image or on a volume.");
    } catch (IOException e) {
      findings.add(item.at(), source + " cannot be read", "Change the permissions.");
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return " ".repeat((int) MOST_BYTES + 1);
    }
    return Files.readString(file);
  }

  Optional<Long> user() {
    Node node = fields.get("user");
    if (!(node instanceof Scalar scalar) || scalar.isNull()) {
      return Optional.empty();
    }
    String user = String.valueOf(scalar.value()).replaceFirst(":.*", "");
    if (user.matches("[1-9]\\d{0,8}")) {
      return Optional.of(Long.valueOf(user));
    }
    findings.add(
        node.at(),
        "user is \"" + user + "\"",
        "Use a user ID other than 0, because clusters reject root.");
    return Optional.empty();
  }

  /** Empty if it is not set. */
  Optional<Readiness> readiness() {
    Node node = fields.get("healthcheck");
    if (!(node instanceof Mapping check)) {
      return Optional.empty();
    }
    Node test = check.get("test");
    if (test instanceof Scalar scalar && scalar.value() instanceof String line) {
      return Optional.of(new Readiness.Runs(List.of("sh", "-c", line)));
    }
    List<String> words = test == null ? List.of() : texts("test", test);
    if (words.size() > 1 && words.get(0).equals("CMD")) {
      return Optional.of(new Readiness.Runs(words.subList(1, words.size())));
    }
    if (words.size() == 2 && words.get(0).equals("CMD-SHELL")) {
      return Optional.of(new Readiness.Runs(List.of("sh", "-c", words.get(1))));
    }
    return Optional.empty();
  }
}
