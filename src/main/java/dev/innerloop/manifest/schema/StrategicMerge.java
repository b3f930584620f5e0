package dev.innerloop.manifest.schema;

import dev.innerloop.manifest.schema.Shape.ListOf;
import dev.innerloop.manifest.schema.Shape.MapOf;
import dev.innerloop.manifest.schema.Shape.ObjectOf;
import dev.innerloop.manifest.schema.Type.Field;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Strategic merge as the API server and {@code kubectl patch --type strategic} do it, after {@code
 * StrategicMergeMapPatch} of k8s.io/apimachinery/pkg/util/strategicpatch (1.34), including its
 * quirks. A pure function.
 */
public final class StrategicMerge {

  private final Schema schema;

  public StrategicMerge(Schema schema) {
    this.schema = schema;
  }

  /**
   * The original with the patch applied.
   *
   * @param type of both
   * @throws Unmergeable if the patch does not fit
   */
  public Mapping merge(Mapping original, Mapping patch, Type type) {
    return merge(original, patch, new ObjectOf(type.name()));
  }

  private Mapping merge(Mapping original, Mapping patch, Shape shape) {
    Node directive = patch.get(Directives.PATCH);
    if (directive != null) {
      return replaced(directive, patch);
    }
    Map<String, Node> merged = new LinkedHashMap<>(original.fields());
    Map<String, Node> rest = new LinkedHashMap<>(patch.fields());
    retainKeys(merged, rest);
    for (Map.Entry<String, Node> each : patch.fields().entrySet()) {
      if (each.getKey().startsWith(Directives.ORDER)) {
        String name = each.getKey().substring(Directives.ORDER.length());
        rest.remove(each.getKey());
        order(name, list(each.getValue()), merged, rest, field(shape, name));
      }
    }
    // The server applies them in arbitrary order; this order is deterministic.
    for (Map.Entry<String, Node> each : rest.entrySet()) {
      if (each.getKey().startsWith(Directives.DELETE)) {
        delete(each.getKey().substring(Directives.DELETE.length()), each.getValue(), merged);
      }
    }
    rest.keySet().removeIf(name -> name.startsWith(Directives.DELETE));
    rest.forEach((name, value) -> put(name, value, merged, field(shape, name)));
    return new Mapping(patch.at(), merged);
  }

  private static Mapping replaced(Node directive, Mapping patch) {
    Object word = directive.plain();
    if ("replace".equals(word)) {
      return (Mapping) Directives.withoutNulls(patch.without(Directives.PATCH));
    }
    if ("delete".equals(word)) {
      return new Mapping(patch.at(), Map.of());
    }
    throw new Unmergeable(
        directive.at(),
        "$patch is " + directive.word() + " for a map",
        "Use replace or delete; to merge maps, omit it.");
  }

  private static void retainKeys(Map<String, Node> merged, Map<String, Node> rest) {
    Node retained = rest.remove(Directives.RETAIN_KEYS);
    if (retained == null) {
      return;
    }
    List<?> names = (List<?>) new Sequence(retained.at(), list(retained)).plain();
    rest.forEach(
        (name, value) -> {
          if (!Directives.isDirective(name) && !Directives.isNull(value) && !names.contains(name)) {
            throw new Unmergeable(
                value.at(),
                name + " is missing in $retainKeys",
                "Add it to $retainKeys, or remove it.");
          }
        });
    merged.keySet().retainAll(names);
  }

  private void order(
      String name,
      List<Node> wanted,
      Map<String, Node> merged,
      Map<String, Node> rest,
      Field field) {
    Node present = merged.get(name);
    Node patch = rest.remove(name);
    if (present == null && patch == null) {
      return;
    }
    List<Node> presentItems = present == null ? List.of() : list(present);
    List<Node> patchItems = patch == null ? List.of() : list(patch);
    ElementOrder order = new ElementOrder(field.mergeKey());
    requireOrder(patchItems, wanted, order);
    List<Node> items;
    if (patch == null) {
      items = presentItems;
    } else if (present == null) {
      items = list(Directives.withoutDirectives(patch).orElseThrow());
    } else {
      items = field.merges() ? items(presentItems, patchItems, field) : patchItems;
    }
    requireAlike(presentItems, patchItems);
    Node known = patch == null ? Objects.requireNonNull(present) : patch;
    merged.put(name, new Sequence(known.at(), order.of(items, wanted, presentItems)));
  }

  private static void requireOrder(List<Node> patch, List<Node> wanted, ElementOrder order) {
    if (patch.isEmpty() || wanted.isEmpty()) {
      return;
    }
    int next = 0;
    for (Node item : patch) {
      if (item instanceof Mapping mapping && mapping.get(Directives.PATCH) != null) {
        continue;
      }
      while (next < wanted.size() && !order.same(item, wanted.get(next))) {
        next++;
      }
      if (next++ >= wanted.size()) {
        throw new Unmergeable(
            item.at(),
            "the items of the list do not match the order in $setElementOrder",
            "List all items in $setElementOrder, in the desired order.");
      }
    }
  }

  private static void delete(String name, Node values, Map<String, Node> merged) {
    if (Directives.isNull(values)) {
      merged.remove(name);
    } else if (merged.get(name) instanceof Sequence present) {
      List<?> deleted = (List<?>) new Sequence(values.at(), list(values)).plain();
      merged.put(
          name,
          new Sequence(
              values.at(),
              present.items().stream().filter(item -> !deleted.contains(item.plain())).toList()));
    }
  }

  private void put(String name, Node value, Map<String, Node> merged, Field field) {
    Node present = merged.get(name);
    if (Directives.isNull(value)) {
      merged.remove(name);
    } else if (present instanceof Mapping map && value instanceof Mapping patch) {
      merged.put(
          name,
          field.replaces() ? Directives.withoutNulls(patch) : merge(map, patch, field.shape()));
    } else if (present instanceof Sequence list && value instanceof Sequence patch) {
      merged.put(
          name,
          field.merges()
              ? new Sequence(patch.at(), items(list.items(), patch.items(), field))
              : Directives.withoutNulls(patch));
    } else {
      Directives.withoutDirectives(value)
          .ifPresentOrElse(kept -> merged.put(name, kept), () -> merged.remove(name));
    }
  }

  private List<Node> items(List<Node> present, List<Node> patch, Field field) {
    if (present.isEmpty() && patch.isEmpty()) {
      return present;
    }
    requireAlike(present, patch);
    ElementOrder order = new ElementOrder(field.mergeKey());
    boolean maps = (present.isEmpty() ? patch : present).get(0) instanceof Mapping;
    if (!maps || field.mergeKey().isEmpty()) {
      List<Node> all = new ArrayList<>(present);
      for (Node item : patch) {
        if (all.stream().noneMatch(other -> order.same(item, other))) {
          all.add(item);
        }
      }
      return order.of(all, patch, present);
    }
    List<Node> left = new ArrayList<>(present);
    List<Node> plain = new ArrayList<>();
    boolean replace = special(patch, left, plain, order);
    if (replace) {
      return plain.stream().map(Directives::withoutNulls).toList();
    }
    List<Node> before = List.copyOf(left);
    Shape shape = field.shape() instanceof ListOf list ? list.items() : Shape.Single.ANY;
    for (Node item : plain) {
      int index = indexOf(item, left, order);
      if (index < 0) {
        left.add(Directives.withoutNulls(item));
      } else {
        left.set(index, merge((Mapping) left.get(index), (Mapping) item, shape));
      }
    }
    return order.of(left, plain, before);
  }

  /**
   * Applies the directives of items.
   *
   * @param present items to delete are removed from it
   * @param plain receives the items without a directive
   * @return whether the patch replaces the list
   */
  private static boolean special(
      List<Node> patch, List<Node> present, List<Node> plain, ElementOrder order) {
    boolean replace = false;
    for (Node item : patch) {
      Node directive = ((Mapping) item).get(Directives.PATCH);
      if (directive == null) {
        plain.add(item);
      } else if ("delete".equals(directive.plain())) {
        Object key = order.key(item);
        present.removeIf(other -> Objects.equals(order.key(other), key));
      } else if ("replace".equals(directive.plain())) {
        replace = true;
      } else {
        throw new Unmergeable(
            directive.at(),
            "$patch is " + directive.word() + " in an item of a list",
            "Use replace or delete; to merge items, omit it.");
      }
    }
    return replace;
  }

  private static int indexOf(Node item, List<Node> items, ElementOrder order) {
    for (int i = 0; i < items.size(); i++) {
      if (order.same(item, items.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static void requireAlike(List<Node> present, List<Node> patch) {
    List<Node> all = new ArrayList<>(present);
    all.addAll(patch);
    for (Node item : all) {
      if (!kind(item).equals(kind(all.get(0)))) {
        throw new Unmergeable(
            item.at(),
            "all items of a list must have the same type, but this is "
                + item.word()
                + " next to "
                + all.get(0).word(),
            "Use the same type.");
      }
    }
  }

  private static Class<?> kind(Node node) {
    return node instanceof Scalar scalar && scalar.value() != null
        ? scalar.value().getClass()
        : node.getClass();
  }

  private static List<Node> list(Node node) {
    if (node instanceof Sequence list) {
      return list.items();
    }
    throw new Unmergeable(
        node.at(), "expected a list, but this is " + node.word(), "Begin each item with \"- \".");
  }

  private Field field(Shape shape, String name) {
    if (shape instanceof ObjectOf object) {
      return schema.type(object.type()).field(name).orElse(Field.UNKNOWN);
    }
    return shape instanceof MapOf map
        ? new Field(map.values(), false, false, false, "")
        : Field.UNKNOWN;
  }
}
