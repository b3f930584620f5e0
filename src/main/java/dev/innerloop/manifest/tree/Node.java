package dev.innerloop.manifest.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of a document; never changes. */
public sealed interface Node {

  /** Its position; for the value of a field, the position of the field's name. */
  Position at();

  /** The value as maps, lists, strings, numbers and booleans. */
  @Nullable Object plain();

  /** Description for messages. */
  String word();

  /** The node of maps, lists and scalars from a parser, all with one position. */
  static Node of(@Nullable Object plain, Position at) {
    if (plain instanceof Map<?, ?> map) {
      Map<String, Node> fields = new LinkedHashMap<>();
      map.forEach((key, value) -> fields.put(String.valueOf(key), of(value, at)));
      return new Mapping(at, fields);
    }
    if (plain instanceof List<?> list) {
      List<Node> items = new ArrayList<>();
      list.forEach(item -> items.add(of(item, at)));
      return new Sequence(at, items);
    }
    return new Scalar(at, plain instanceof Integer number ? Long.valueOf(number) : plain);
  }

  /** Fields by name, in order. */
  record Mapping(Position at, Map<String, Node> fields) implements Node {

    public Mapping {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public @Nullable Node get(String field) {
      return fields.get(field);
    }

    /** The node at a path of fields, if it exists. */
    public Optional<Node> find(String... path) {
      Node found = this;
      for (String field : path) {
        found = found instanceof Mapping mapping ? mapping.get(field) : null;
        if (found == null) {
          return Optional.empty();
        }
      }
      return Optional.of(found);
    }

    /** The mapping at a path of fields. */
    public Optional<Mapping> mapping(String... path) {
      return find(path).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** The text at a path of fields. */
    public Optional<String> text(String... path) {
      return find(path)
          .map(node -> node instanceof Scalar scalar ? scalar.value() : null)
          .map(value -> value instanceof String text ? text : null);
    }

    /** The mappings in the list at a path of fields; none if it is not a list. */
    public List<Mapping> mappings(String... path) {
      return find(path)
          .map(node -> node instanceof Sequence list ? list.items() : List.<Node>of())
          .orElse(List.of())
          .stream()
          .filter(Mapping.class::isInstance)
          .map(Mapping.class::cast)
          .toList();
    }

    /** The position of a field, or of this mapping if it does not exist. */
    public Position at(String... path) {
      return find(path).map(Node::at).orElse(at);
    }

    public Mapping with(String field, Node value) {
      Map<String, Node> changed = new LinkedHashMap<>(fields);
      changed.put(field, value);
      return new Mapping(at, changed);
    }

    public Mapping without(String field) {
      Map<String, Node> changed = new LinkedHashMap<>(fields);
      changed.remove(field);
      return new Mapping(at, changed);
    }

    @Override
    public Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      fields.forEach((field, value) -> plain.put(field, value.plain()));
      return plain;
    }

    @Override
    public String word() {
      return "a map";
    }
  }

  /** Items in order. */
  record Sequence(Position at, List<Node> items) implements Node {

    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public List<@Nullable Object> plain() {
      List<@Nullable Object> plain = new ArrayList<>();
      items.forEach(item -> plain.add(item.plain()));
      return plain;
    }

    @Override
    public String word() {
      return "a list";
    }
  }

  /**
   * A scalar.
   *
   * @param value a {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger} or {@code
   *     Double}, null, or, in output, a {@link Template}
   */
  record Scalar(Position at, @Nullable Object value) implements Node {

    public boolean isNull() {
      return value == null;
    }

    @Override
    public @Nullable Object plain() {
      return value;
    }

    @Override
    public String word() {
      if (value == null) {
        return "nothing";
      }
      if (value instanceof String text) {
        return text.length() > 40 ? "a text" : "the text \"" + text + "\"";
      }
      return value instanceof Boolean ? value.toString() : "the number " + value;
    }
  }
}
