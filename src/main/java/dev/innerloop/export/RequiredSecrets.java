package dev.innerloop.export;

import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The required Secrets: those that an export omits, and those that pods refer to. */
final class RequiredSecrets {

  private final Map<String, Set<String>> keys = new TreeMap<>();
  private final Set<String> ours = new TreeSet<>();

  /**
   * @param exported resources that may refer to Secrets
   * @param notExported resources that are not exported
   */
  static List<RequiredSecret> of(List<Mapping> exported, List<Mapping> notExported) {
    RequiredSecrets required = new RequiredSecrets();
    notExported.forEach(required::addNotExported);
    exported.forEach(required::search);
    List<RequiredSecret> all = new ArrayList<>();
    required.keys.forEach(
        (name, keys) -> all.add(new RequiredSecret(name, keys, required.ours.contains(name))));
    return all;
  }

  /** Whether it is a Secret with content. */
  static boolean isSecret(Mapping resource) {
    return resource.text("kind").equals(Optional.of("Secret"))
        && resource.text("apiVersion").equals(Optional.of("v1"))
        && (resource.get("data") != null || resource.get("stringData") != null);
  }

  private void addNotExported(Mapping secret) {
    String name = secret.text("metadata", "name").orElse("");
    ours.add(name);
    keysOf(name);
    for (String field : List.of("data", "stringData")) {
      secret.mapping(field).ifPresent(data -> keysOf(name).addAll(data.fields().keySet()));
    }
  }

  private Set<String> keysOf(String name) {
    return keys.computeIfAbsent(name, it -> new TreeSet<>());
  }

  /** Searches for the field names by which pods refer to Secrets, also in custom resources. */
  private void search(Node node) {
    if (node instanceof Sequence list) {
      list.items().forEach(this::search);
    } else if (node instanceof Mapping mapping) {
      mapping.fields().forEach(this::search);
    }
  }

  private void search(String field, Node value) {
    if (value instanceof Mapping reference && !isOptional(reference)) {
      switch (field) {
        case "secretKeyRef" ->
            reference
                .text("name")
                .ifPresent(name -> reference.text("key").ifPresent(keysOf(name)::add));
        case "secretRef" -> reference.text("name").ifPresent(this::keysOf);
        case "secret" ->
            reference
                .text("secretName")
                .or(() -> reference.text("name"))
                .ifPresent(name -> items(reference, keysOf(name)));
        default -> {
          // not a reference
        }
      }
    }
    if (field.equals("imagePullSecrets") && value instanceof Sequence list) {
      list.items().stream()
          .filter(Mapping.class::isInstance)
          .forEach(item -> ((Mapping) item).text("name").ifPresent(this::keysOf));
    }
    search(value);
  }

  private static void items(Mapping volume, Set<String> keys) {
    volume.mappings("items").forEach(item -> item.text("key").ifPresent(keys::add));
  }

  private static boolean isOptional(Mapping reference) {
    return reference.get("optional") instanceof Scalar scalar
        && Boolean.TRUE.equals(scalar.value());
  }

  /** A file next to the resources, in a format that no GitOps tool reads as a resource. */
  static Optional<ExportFile> file(String app, List<RequiredSecret> secrets) {
    if (secrets.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text =
        new StringBuilder(
            """
            # Secrets that %s needs

            An export never contains secrets. Create these in the namespace before the pods start, with your tool for secrets or manually:

                kubectl create secret generic NAME --from-env-file=FILE

            | Secret | keys | |
            |---|---|---|
            """
                .formatted(app));
    for (RequiredSecret secret : secrets) {
      text.append("| ")
          .append(secret.name())
          .append(" | ")
          .append(String.join(", ", secret.keys()))
          .append(" | ")
          .append(
              secret.ours() ? "dedicated to the app, with values from the build environment" : "")
          .append(" |\n");
    }
    return Optional.of(ExportFile.generated("SECRETS.md", text.toString()));
  }
}
