package dev.innerloop.manifest.schema;

import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Directives in patches, and their removal. */
public final class Directives {

  static final String PATCH = "$patch";
  static final String RETAIN_KEYS = "$retainKeys";
  static final String ORDER = "$setElementOrder/";
  static final String DELETE = "$deleteFromPrimitiveList/";

  private Directives() {}

  /** Whether the patch deletes a whole resource. */
  public static boolean isDeletion(Mapping patch) {
    return patch.find(PATCH).map(word -> "delete".equals(word.plain())).orElse(false);
  }

  static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }

  /** The value to add if there is nothing to merge into; empty if it is only a directive. */
  public static Optional<Node> withoutDirectives(Node node) {
    if (node instanceof Mapping mapping) {
      if (mapping.get(PATCH) != null) {
        return Optional.empty();
      }
      Map<String, Node> kept = new LinkedHashMap<>();
      mapping
          .fields()
          .forEach(
              (name, value) -> {
                if (!isNull(value) && !isDirective(name)) {
                  withoutDirectives(value).ifPresent(it -> kept.put(name, it));
                }
              });
      return Optional.of(new Mapping(mapping.at(), kept));
    }
    if (node instanceof Sequence list) {
      List<Node> kept = new ArrayList<>();
      list.items().forEach(item -> withoutDirectives(item).ifPresent(kept::add));
      return Optional.of(new Sequence(list.at(), kept));
    }
    return Optional.of(node);
  }

  /** Without a merge, directives have no effect, and the server drops unknown fields. */
  static boolean isDirective(String name) {
    return name.equals(RETAIN_KEYS) || name.startsWith(ORDER) || name.startsWith(DELETE);
  }

  /** Kubernetes treats a null field as a missing one. */
  static Node withoutNulls(Node node) {
    if (node instanceof Mapping mapping) {
      Map<String, Node> kept = new LinkedHashMap<>();
      mapping
          .fields()
          .forEach(
              (name, value) -> {
                if (!isNull(value) && !isDirective(name)) {
                  kept.put(name, withoutNulls(value));
                }
              });
      return new Mapping(mapping.at(), kept);
    }
    if (node instanceof Sequence list) {
      return new Sequence(list.at(), list.items().stream().map(Directives::withoutNulls).toList());
    }
    return node;
  }
}
