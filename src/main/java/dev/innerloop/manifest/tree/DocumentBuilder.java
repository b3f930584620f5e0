package dev.innerloop.manifest.tree;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Builds trees from the parser's events. Depth and size are limited, and aliases count each time
 * they are used, because a few lines of nested aliases can expand to billions of values.
 */
final class DocumentBuilder {

  private static final int DEEPEST = 100;
  private static final int MOST_VALUES = 200_000;
  private static final String MERGE = "<<";

  private record Anchored(Node node, int size) {}

  /** A document that is rejected. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super(null, null, false, false);
    }
  }

  private final Iterator<Event> events;
  private final String source;
  private final Findings findings;
  private final Optional<Expressions> expressions;

  private final Map<String, Anchored> anchors = new HashMap<>();
  private int values;
  private boolean ended;

  DocumentBuilder(
      Iterator<Event> events, String source, Findings findings, Optional<Expressions> expressions) {
    this.events = events;
    this.source = source;
    this.findings = findings;
    this.expressions = expressions;
  }

  /** The next document that can be built; empty at the end. */
  Optional<Node> next() {
    while (!ended && events.hasNext()) {
      if (events.next() instanceof DocumentStartEvent) {
        anchors.clear();
        try {
          Event first = events.next();
          return Optional.of(node(first, position(first), 0));
        } catch (Refused refused) {
          skipDocument();
        }
      }
    }
    return Optional.empty();
  }

  private void skipDocument() {
    while (!ended && events.hasNext() && !(events.next() instanceof DocumentEndEvent)) {
      // continue with the next document
    }
  }

  private Node node(Event event, Position at, int depth) {
    int before = values;
    count(at, 1);
    if (depth > DEEPEST) {
      throw tooMuch(at, "values are nested deeper than " + DEEPEST, "Reduce the nesting.");
    }
    Node node;
    if (event instanceof AliasEvent alias) {
      return aliased(alias, at);
    } else if (event instanceof MappingStartEvent) {
      node = mapping(at, depth);
    } else if (event instanceof SequenceStartEvent) {
      node = sequence(at, depth);
    } else {
      node = scalar((ScalarEvent) event, at);
    }
    int size = values - before;
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, size)));
    return node;
  }

  private Node aliased(AliasEvent alias, Position at) {
    Anchored anchored = anchors.get(alias.getAlias().getValue());
    if (anchored == null) {
      throw refused(
          at,
          "*"
              + alias.getAlias().getValue()
              + " refers to an unknown anchor, or to one that contains it",
          "Define &" + alias.getAlias().getValue() + " first.");
    }
    count(at, anchored.size());
    return anchored.node();
  }

  private Mapping mapping(Position at, int depth) {
    Map<String, Node> fields = new LinkedHashMap<>();
    Map<String, Node> merged = new LinkedHashMap<>();
    for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
      Position keyAt = position(key);
      if (!(key instanceof ScalarEvent name)) {
        throw refused(keyAt, "the name of a field must be a string", "Put it in quotes.");
      }
      Node value = node(events.next(), keyAt, depth + 1);
      String field = filtered(name, keyAt);
      if (field.equals(MERGE) && name.isPlain()) {
        merge(value, merged);
      } else if (fields.putIfAbsent(field, value) != null) {
        findings.add(keyAt, "the field " + field + " is defined twice", "Remove one of them.");
      }
    }
    merged.forEach(fields::putIfAbsent);
    return new Mapping(at, fields);
  }

  private void merge(Node value, Map<String, Node> merged) {
    if (value instanceof Mapping mapping) {
      mapping.fields().forEach(merged::putIfAbsent);
    } else if (value instanceof Sequence sequence) {
      sequence.items().forEach(item -> merge(item, merged));
    } else {
      throw refused(
          value.at(),
          "<< requires a map, but this is " + value.word(),
          "Refer to a map by its anchor.");
    }
  }

  private Sequence sequence(Position at, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
      items.add(node(item, position(item), depth + 1));
    }
    return new Sequence(at, items);
  }

  private Scalar scalar(ScalarEvent event, Position at) {
    String text = filtered(event, at);
    return new Scalar(
        at, event.isPlain() && event.getTag().isEmpty() ? PlainText.value(text) : text);
  }

  private String filtered(ScalarEvent event, Position at) {
    String text = event.getValue();
    return expressions
        .map(it -> it.resolve(text, index -> event.isLiteral() ? inBlock(event, text, index) : at))
        .orElse(text);
  }

  /** The text of a block starts on the line after its header. */
  private Position inBlock(ScalarEvent event, String text, int index) {
    int lines = (int) text.substring(0, index).chars().filter(each -> each == '\n').count();
    return new Position(source, position(event).line() + 1 + lines);
  }

  private Position position(Event event) {
    return new Position(source, event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
  }

  private void count(Position at, int more) {
    values += more;
    if (values > MOST_VALUES) {
      throw tooMuch(
          at,
          "the file has more than " + MOST_VALUES + " values, including each use of an alias",
          "Split the file.");
    }
  }

  /** Skipping the rest of the document could take too long. */
  private Refused tooMuch(Position at, String what, String fix) {
    ended = true;
    return refused(at, what, fix);
  }

  private Refused refused(Position at, String what, String fix) {
    findings.add(at, what, fix);
    return new Refused();
  }
}
