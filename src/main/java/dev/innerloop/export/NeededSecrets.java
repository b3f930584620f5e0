package dev.innerloop.export;

import dev.innerloop.export.folder.ExportFile;
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

/** The Secrets that have to be there: those that an export leaves out, and those that pods name. */
final class NeededSecrets {

  private final Map<String, Set<String>> keys = new TreeMap<>();
  private final Set<String> ours = new TreeSet<>();

  /**
   * @param exported in which Secrets are referred to
   * @param left that are not written
   */
  static List<NeededSecret> of(List<Mapping> exported, List<Mapping> left) {
    NeededSecrets needed = new NeededSecrets();
    left.forEach(needed::leave);
    exported.forEach(needed::search);
    List<NeededSecret> all = new ArrayList<>();
    needed.keys.forEach(
        (name, keys) -> all.add(new NeededSecret(name, keys, needed.ours.contains(name))));
    return all;
  }

  /** Whether it is a Secret that holds something. */
  static boolean isSecret(Mapping resource) {
    return resource.text("kind").equals(Optional.of("Secret"))
        && resource.text("apiVersion").equals(Optional.of("v1"))
        && (resource.get("data") != null || resource.get("stringData") != null);
  }

  private void leave(Mapping secret) {
    String name = secret.text("metadata", "name").orElse("");
    ours.add(name);
    need(name);
    for (String field : List.of("data", "stringData")) {
      secret.mapping(field).ifPresent(data -> need(name).addAll(data.fields().keySet()));
    }
  }

  private Set<String> need(String name) {
    return keys.computeIfAbsent(name, it -> new TreeSet<>());
  }

  /** By the names that pods have for it, wherever these are: also in custom resources. */
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
                .ifPresent(name -> reference.text("key").ifPresent(need(name)::add));
        case "secretRef" -> reference.text("name").ifPresent(this::need);
        case "secret" ->
            reference
                .text("secretName")
                .or(() -> reference.text("name"))
                .ifPresent(name -> items(reference, need(name)));
        default -> {
          // no reference
        }
      }
    }
    if (field.equals("imagePullSecrets") && value instanceof Sequence list) {
      list.items().stream()
          .filter(Mapping.class::isInstance)
          .forEach(item -> ((Mapping) item).text("name").ifPresent(this::need));
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

  /** Beside the resources, in a form that no GitOps tool takes for one. */
  static Optional<ExportFile> told(String app, List<NeededSecret> secrets) {
    if (secrets.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text =
        new StringBuilder(
            """
            # Secrets that %s needs

            No export holds a secret. These have to be in the namespace before its pods start, by whatever
            means you have for secrets, or by hand:

                kubectl create secret generic NAME --from-env-file=FILE

            | Secret | keys | |
            |---|---|---|
            """
                .formatted(app));
    for (NeededSecret secret : secrets) {
      text.append("| ")
          .append(secret.name())
          .append(" | ")
          .append(String.join(", ", secret.keys()))
          .append(" | ")
          .append(secret.ours() ? "of the app's own, with values from where it is built" : "")
          .append(" |\n");
    }
    return Optional.of(ExportFile.generated("SECRETS.md", text.toString()));
  }
}
