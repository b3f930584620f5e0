package dev.innerloop.manifest.tree;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;

/** The library's composer with a limit of depth: it calls itself for each level. */
final class DocumentComposer extends Composer {

  private static final int DEEPEST = 100;

  private final String source;
  private int depth;

  DocumentComposer(LoadSettings settings, Parser parser, String source) {
    super(settings, parser);
    this.source = source;
  }

  @Override
  protected Node composeMappingNode(Optional<Anchor> anchor) {
    enter();
    Node node = super.composeMappingNode(anchor);
    depth--;
    return node;
  }

  @Override
  protected SequenceNode composeSequenceNode(Optional<Anchor> anchor) {
    enter();
    SequenceNode node = super.composeSequenceNode(anchor);
    depth--;
    return node;
  }

  /** Without this, a map that is merged into itself would be merged without end. */
  @Override
  protected MappingNode asMappingNode(Node node) {
    if (node instanceof MappingNode mapping && !node.isRecursive()) {
      return mapping;
    }
    throw new ComposerException(
        node.isRecursive() ? "a map cannot be merged into itself" : "<< requires a map",
        node.getStartMark());
  }

  private void enter() {
    if (depth++ > DEEPEST) {
      int line = parser.peekEvent().getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new RejectedDocument(
          new Position(source, line),
          "values are nested deeper than " + DEEPEST,
          "Reduce the nesting.");
    }
  }
}
