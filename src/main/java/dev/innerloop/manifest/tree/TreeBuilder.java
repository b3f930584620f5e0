package dev.innerloop.manifest.tree;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Builds the tree of a composed YAML document. Aliases count each time they are used, because a few
 * lines of nested aliases can expand to billions of values.
 */
final class TreeBuilder {

  private static final int MOST_VALUES = 200_000;

  private record Built(Node tree, int size) {}

  private final String source;
  private final Findings findings;
  private final Optional<Expressions> expressions;
  private final Map<org.snakeyaml.engine.v2.nodes.Node, Built> built = new IdentityHashMap<>();
  private int values;

  TreeBuilder(String source, Findings findings, Optional<Expressions> expressions) {
    this.source = source;
    this.findings = findings;
    this.expressions = expressions;
  }

  /**
   * Empty if it cannot be represented.
   *
   * @throws RejectedDocument if the file has too many values
   */
  Optional<Node> tree(org.snakeyaml.engine.v2.nodes.Node root) {
    try {
      return Optional.of(tree(root, position(root)));
    } catch (RejectedDocument e) {
      if (values > MOST_VALUES) {
        throw e;
      }
      e.addTo(findings);
      return Optional.empty();
    }
  }

  private Node tree(org.snakeyaml.engine.v2.nodes.Node node, Position at) {
    Built known = built.get(node);
    if (known != null) {
      count(at, known.size());
      return known.tree();
    }
    if (node.isRecursive()) {
      throw new RejectedDocument(
          at, "this value contains itself", "Remove the alias (*) inside of its own anchor (&).");
    }
    int before = values;
    count(at, 1);
    Node tree =
        node instanceof MappingNode mapping
            ? mapping(mapping, at)
            : node instanceof SequenceNode sequence
                ? sequence(sequence, at)
                : scalar((ScalarNode) node, at);
    built.put(node, new Built(tree, values - before));
    return tree;
  }

  private Mapping mapping(MappingNode node, Position at) {
    Map<String, Node> fields = new LinkedHashMap<>();
    for (NodeTuple field : node.getValue()) {
      Position keyAt = position(field.getKeyNode());
      if (!(field.getKeyNode() instanceof ScalarNode key)) {
        throw new RejectedDocument(
            keyAt, "the name of a field must be a string", "Put it in quotes.");
      }
      Node value = tree(field.getValueNode(), keyAt);
      String name = resolved(key, keyAt);
      if (fields.putIfAbsent(name, value) != null) {
        findings.add(keyAt, "the field " + name + " is defined twice", "Remove one of them.");
      }
    }
    return new Mapping(at, fields);
  }

  private Sequence sequence(SequenceNode node, Position at) {
    List<Node> items = new ArrayList<>();
    node.getValue().forEach(item -> items.add(tree(item, position(item))));
    return new Sequence(at, items);
  }

  private Scalar scalar(ScalarNode node, Position at) {
    String text = resolved(node, at);
    return new Scalar(at, PlainText.isPlain(node.getTag()) ? PlainText.value(text) : text);
  }

  private String resolved(ScalarNode node, Position at) {
    String text = node.getValue();
    boolean literal = node.getScalarStyle() == ScalarStyle.LITERAL;
    return expressions
        .map(it -> it.resolve(text, index -> literal ? inBlock(node, text, index) : at))
        .orElse(text);
  }

  /** The text of a block starts on the line after its header. */
  private Position inBlock(ScalarNode node, String text, int index) {
    int lines = (int) text.substring(0, index).chars().filter(each -> each == '\n').count();
    return new Position(source, position(node).line() + 1 + lines);
  }

  private Position position(org.snakeyaml.engine.v2.nodes.Node node) {
    return new Position(source, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
  }

  private void count(Position at, int more) {
    values += more;
    if (values > MOST_VALUES) {
      throw new RejectedDocument(
          at,
          "the file has more than " + MOST_VALUES + " values, including each use of an alias",
          "Split the file.");
    }
  }
}
