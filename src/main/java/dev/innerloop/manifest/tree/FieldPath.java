package dev.innerloop.manifest.tree;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The path of a part of a tree, in the syntax of API servers and of this plugin: {@code
 * spec.containers[0].image}, {@code spec.containers[shop].env[GREETING].value}. List items are
 * identified by index or name; field names with dots are in brackets.
 */
public final class FieldPath {

  private static final Pattern STEP = Pattern.compile("\\[([^]]*)]|([^.\\[]+)");
  private static final Pattern PLAIN = Pattern.compile("[\\w$-]+");

  private FieldPath() {}

  /** The node at a path. */
  public static Optional<Node> find(Mapping tree, String path) {
    Optional<Node> found = Optional.of(tree);
    for (String step : steps(path)) {
      found = found.flatMap(node -> next(node, step));
    }
    return found;
  }

  /** The position of the node, or else of the nearest enclosing one. */
  public static Position nearest(Mapping tree, String path) {
    Node found = tree;
    for (String step : steps(path)) {
      Optional<Node> next = next(found, step);
      if (next.isEmpty()) {
        break;
      }
      found = next.get();
    }
    return found.at();
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
    return find(tree, path).isEmpty() ? tree : (Mapping) placed(tree, steps(path), at);
  }

  /** Calls the consumer for each leaf. */
  public static void eachLeaf(Mapping tree, BiConsumer<String, Node> visitor) {
    visit(tree, "", visitor);
  }

  private static void visit(Node node, String path, BiConsumer<String, Node> visitor) {
    if (node instanceof Mapping map && !map.fields().isEmpty()) {
      map.fields().forEach((field, value) -> visit(value, below(path, field), visitor));
    } else if (node instanceof Sequence list && !list.items().isEmpty()) {
      for (int i = 0; i < list.items().size(); i++) {
        Node item = list.items().get(i);
        visit(item, path + "[" + name(item).orElse(String.valueOf(i)) + "]", visitor);
      }
    } else {
      visitor.accept(path, node);
    }
  }

  private static String below(String path, String field) {
    return path.isEmpty()
        ? field
        : PLAIN.matcher(field).matches() ? path + "." + field : path + "[" + field + "]";
  }

  private static Node placed(Node node, List<String> steps, Position at) {
    if (steps.isEmpty()) {
      return at(node, at);
    }
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    if (node instanceof Mapping map) {
      return map.with(step, placed(next(map, step).orElseThrow(), rest, at));
    }
    Sequence list = (Sequence) node;
    List<Node> items = new ArrayList<>(list.items());
    int index = index(list, step).orElseThrow();
    items.set(index, placed(items.get(index), rest, at));
    return new Sequence(list.at(), items);
  }

  private static Node at(Node node, Position at) {
    if (node instanceof Mapping map) {
      return new Mapping(at, map.fields());
    }
    return node instanceof Sequence list
        ? new Sequence(at, list.items())
        : new Scalar(at, ((Scalar) node).value());
  }

  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      steps.add(step.group(1) == null ? step.group(2) : step.group(1));
    }
    return steps;
  }

  private static Optional<Node> next(Node from, String step) {
    if (from instanceof Mapping map) {
      return Optional.ofNullable(map.get(step));
    }
    if (from instanceof Sequence list) {
      OptionalInt index = index(list, step);
      return index.isEmpty() ? Optional.empty() : Optional.of(list.items().get(index.getAsInt()));
    }
    return Optional.empty();
  }

  private static OptionalInt index(Sequence list, String step) {
    OptionalInt named =
        IntStream.range(0, list.items().size())
            .filter(i -> name(list.items().get(i)).equals(Optional.of(step)))
            .findFirst();
    if (named.isPresent() || !step.matches("\\d{1,6}")) {
      return named;
    }
    int index = Integer.parseInt(step);
    return index < list.items().size() ? OptionalInt.of(index) : OptionalInt.empty();
  }

  private static Optional<String> name(Node item) {
    return item instanceof Mapping map
        ? map.text("name").or(() -> map.text("metadata", "name"))
        : Optional.empty();
  }
}
