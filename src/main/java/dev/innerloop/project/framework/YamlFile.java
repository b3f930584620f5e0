package dev.innerloop.project.framework;

import dev.innerloop.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML as a list of properties: one for each leaf, named by its path. */
final class YamlFile {

  private final String file;
  private final List<ConfigProperty> properties = new ArrayList<>();
  private final Deque<Node> above = new ArrayDeque<>();

  private YamlFile(String file) {
    this.file = file;
  }

  /**
   * @param file path in messages
   */
  static List<ConfigDocument> parse(String text, String file) {
    List<ConfigDocument> documents = new ArrayList<>();
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      for (Node root : new Compose(settings).composeAllFromString(text)) {
        YamlFile document = new YamlFile(file);
        document.read("", root, root);
        documents.add(new ConfigDocument(document.properties));
      }
    } catch (YamlEngineException e) {
      throw new Problem(
          file + " is invalid YAML:\n" + e.getMessage(),
          "Fix it; the app would not start with it.",
          e);
    }
    return documents;
  }

  /**
   * @param at its position: an alias has the content of its anchor, but its own position
   */
  private void read(String name, Node node, Node at) {
    if (above.stream().anyMatch(each -> each == node)) {
      throw new Problem(
          place(at) + ": " + name + " contains itself.",
          "Remove the alias (*) inside of its own anchor (&).");
    }
    above.push(node);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        read(name.isEmpty() ? key : name + "." + key, entry.getValueNode(), entry.getKeyNode());
      }
    } else if (node instanceof ScalarNode scalar) {
      boolean nothing = scalar.getTag().equals(Tag.NULL);
      properties.add(new ConfigProperty(name, nothing ? "" : scalar.getValue(), place(at)));
    } else if (node instanceof SequenceNode sequence) {
      // Frameworks treat a list of plain values like a comma-separated text.
      properties.add(
          new ConfigProperty(
              name,
              sequence.getValue().stream()
                  .filter(ScalarNode.class::isInstance)
                  .map(element -> ((ScalarNode) element).getValue())
                  .collect(Collectors.joining(",")),
              place(at)));
    }
    above.pop();
  }

  private String place(Node node) {
    return file + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }
}
