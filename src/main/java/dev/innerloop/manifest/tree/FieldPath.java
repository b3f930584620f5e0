package dev.innerloop.manifest.tree;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The path of a part of a tree, in all notations of API servers and of this plugin: {@code
 * spec.containers[0].image}, {@code spec.containers[shop].env[GREETING].value}, {@code
 * .spec.ports[port=80,protocol="TCP"].name}, {@code .metadata.finalizers[="a.b/c"]}. Names with
 * dots are in brackets, except in server-side apply, so a path can be read only along a tree.
 */
public final class FieldPath {

  private static final Pattern STEP = Pattern.compile("\\[([^]]*)]|([^.\\[]+)");
  private static final Pattern PLAIN = Pattern.compile("[\\w$-]+");

  private FieldPath() {}

  /**
   * A part of a node to which the first step of a path can refer.
   *
   * @param key the name of the field, or the index of the item
   * @param rest of the path
   */
  private record Part(Object key, Node node, String rest) {}

  /** The node at a path. */
  public static Optional<Node> find(Mapping tree, String path) {
    return find((Node) tree, path);
  }

  private static Optional<Node> find(Node from, String path) {
    return path.isEmpty()
        ? Optional.of(from)
        : parts(from, path).flatMap(part -> find(part.node(), part.rest()).stream()).findFirst();
  }

  /** The position of the node, or else of the nearest enclosing one. */
  public static Position nearest(Mapping tree, String path) {
    return nearest((Node) tree, path).at();
  }

  private static Node nearest(Node from, String path) {
    return path.isEmpty()
        ? from
        : parts(from, path).findFirst().map(part -> nearest(part.node(), part.rest())).orElse(from);
  }

  /** The shortest prefix of a path that does not exist; the whole path if it exists. */
  public static String firstMissing(Mapping tree, String path) {
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      String part = path.substring(0, step.end());
      if (find(tree, part).isEmpty()) {
        return part;
      }
    }
    return path;
  }

  /** The tree with another position of the node at a path; unchanged if there is none. */
  public static Mapping placed(Mapping tree, String path, Position at) {
    return find(tree, path).isEmpty() ? tree : (Mapping) placed((Node) tree, path, at);
  }

  private static Node placed(Node node, String path, Position at) {
    if (path.isEmpty()) {
      return at(node, at);
    }
    Part part =
        parts(node, path)
            .filter(it -> find(it.node(), it.rest()).isPresent())
            .findFirst()
            .orElseThrow();
    Node placed = placed(part.node(), part.rest(), at);
    if (node instanceof Mapping map) {
      return map.with((String) part.key(), placed);
    }
    List<Node> items = new ArrayList<>(((Sequence) node).items());
    items.set((Integer) part.key(), placed);
    return new Sequence(node.at(), items);
  }

  private static Node at(Node node, Position at) {
    if (node instanceof Mapping map) {
      return new Mapping(at, map.fields());
    }
    return node instanceof Sequence list
        ? new Sequence(at, list.items())
        : new Scalar(at, ((Scalar) node).value());
  }

  /** Calls the visitor for each leaf; items are identified by name, if they have one. */
  public static void eachLeaf(Mapping tree, BiConsumer<String, Node> visitor) {
    visit(
        tree,
        "",
        true,
        (path, node) -> {
          if (isLeaf(node)) {
            visitor.accept(path, node);
          }
        });
  }

  /** Calls the visitor for the tree and each of its parts; items are identified by index. */
  public static void each(Mapping tree, BiConsumer<String, Node> visitor) {
    visit(tree, "", false, visitor);
  }

  private static boolean isLeaf(Node node) {
    return node instanceof Mapping map
        ? map.fields().isEmpty()
        : !(node instanceof Sequence list) || list.items().isEmpty();
  }

  private static void visit(
      Node node, String path, boolean byName, BiConsumer<String, Node> visitor) {
    visitor.accept(path, node);
    if (node instanceof Mapping map) {
      map.fields().forEach((field, value) -> visit(value, below(path, field), byName, visitor));
    } else if (node instanceof Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        Node item = list.items().get(i);
        String index = String.valueOf(i);
        String step = byName ? name(item).orElse(index) : index;
        visit(item, path + "[" + step + "]", byName, visitor);
      }
    }
  }

  private static String below(String path, String field) {
    return path.isEmpty()
        ? field
        : PLAIN.matcher(field).matches() ? path + "." + field : path + "[" + field + "]";
  }

  /** The parts to which the first step can refer: several, if names of fields contain dots. */
  private static Stream<Part> parts(Node from, String path) {
    if (path.startsWith("[")) {
      int end = closing(path);
      return end < 0 ? Stream.empty() : part(from, path.substring(1, end), path.substring(end + 1));
    }
    String steps = path.startsWith(".") ? path.substring(1) : path;
    if (from instanceof Mapping map) {
      return map.fields().entrySet().stream()
          .filter(field -> steps.startsWith(field.getKey()))
          .map(
              field ->
                  new Part(
                      field.getKey(), field.getValue(), steps.substring(field.getKey().length())))
          .filter(part -> part.rest().isEmpty() || part.rest().matches("(?s)[.\\[].*"));
    }
    Matcher step = STEP.matcher(steps);
    return step.lookingAt()
        ? part(from, step.group(), steps.substring(step.end()))
        : Stream.empty();
  }

  private static Stream<Part> part(Node from, String step, String rest) {
    if (from instanceof Mapping map) {
      return Stream.ofNullable(map.get(step)).map(value -> new Part(step, value, rest));
    }
    if (from instanceof Sequence list) {
      OptionalInt index = index(list.items(), step);
      return index.stream().mapToObj(i -> new Part(i, list.items().get(i), rest));
    }
    return Stream.empty();
  }

  /** By name, by index, by value, or by keys, of which defaults may be left out. */
  private static OptionalInt index(List<Node> items, String step) {
    OptionalInt named = first(items, item -> name(item).equals(Optional.of(step)));
    if (named.isPresent()) {
      return named;
    }
    if (step.matches("\\d{1,6}")) {
      int index = Integer.parseInt(step);
      return index < items.size() ? OptionalInt.of(index) : OptionalInt.empty();
    }
    if (step.startsWith("=")) {
      String value = unquoted(step.substring(1));
      return first(items, item -> value.equals(String.valueOf(item.plain())));
    }
    List<String> keys = keys(step);
    return first(items, item -> item instanceof Mapping map && matches(map, keys));
  }

  private static OptionalInt first(List<Node> items, Predicate<Node> matching) {
    return IntStream.range(0, items.size()).filter(i -> matching.test(items.get(i))).findFirst();
  }

  private static boolean matches(Mapping item, List<String> keys) {
    boolean some = false;
    for (String key : keys) {
      int equals = key.indexOf('=');
      Node value = item.get(key.substring(0, Math.max(equals, 0)));
      if (value != null
          && !String.valueOf(value.plain()).equals(unquoted(key.substring(equals + 1)))) {
        return false;
      }
      some |= value != null;
    }
    return some;
  }

  private static Optional<String> name(Node item) {
    return item instanceof Mapping map
        ? map.text("name").or(() -> map.text("metadata", "name"))
        : Optional.empty();
  }

  private static List<String> keys(String selector) {
    List<String> keys = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < selector.length(); i++) {
      char c = selector.charAt(i);
      quoted ^= isQuote(selector, i);
      if (c == ',' && !quoted) {
        keys.add(selector.substring(start, i));
        start = i + 1;
      }
    }
    keys.add(selector.substring(start));
    return keys;
  }

  private static int closing(String path) {
    boolean quoted = false;
    for (int i = 0; i < path.length(); i++) {
      quoted ^= isQuote(path, i);
      if (path.charAt(i) == ']' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isQuote(String text, int at) {
    return text.charAt(at) == '"' && (at == 0 || text.charAt(at - 1) != '\\');
  }

  private static String unquoted(String json) {
    return json.length() > 1 && json.startsWith("\"") && json.endsWith("\"")
        ? json.substring(1, json.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
        : json;
  }
}
