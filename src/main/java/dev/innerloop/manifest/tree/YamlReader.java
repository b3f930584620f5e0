package dev.innerloop.manifest.tree;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML and JSON like Kubernetes, into trees with positions. An error is reported as a
 * finding, and its document is skipped.
 */
public final class YamlReader {

  /** The API server's limit for a request. */
  static final int MOST_BYTES = 3 << 20;

  /** Aliases are limited by {@link TreeBuilder}, which counts what they expand to. */
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(MOST_BYTES)
          .setSchema(PlainText.SCHEMA)
          .setAllowNonScalarKeys(true)
          .setMaxAliasesForCollections(Integer.MAX_VALUE)
          .build();

  private final Findings findings;
  private final Optional<Expressions> expressions;

  /**
   * @param expressions resolved in values and names of fields; if empty, they are not resolved
   */
  public YamlReader(Findings findings, Optional<Expressions> expressions) {
    this.findings = findings;
    this.expressions = expressions;
  }

  /**
   * @param name of the file in messages
   */
  public List<Mapping> read(Path file, String name) {
    Position whole = new Position(name, 0);
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        findings.add(
            whole,
            "the file has " + (size >> 20) + " MB, but API servers accept at most 3 MB per request",
            "Split it, or move large content to an image or a volume.");
        return List.of();
      }
      return read(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString(),
          name);
    } catch (CharacterCodingException e) {
      findings.add(whole, "the file is not valid UTF-8", "Save it in UTF-8.");
    } catch (IOException e) {
      findings.add(whole, "the file cannot be read: " + e.getMessage(), "Change the permissions.");
    }
    return List.of();
  }

  /**
   * @param source of the text in messages
   */
  public List<Mapping> read(String text, String source) {
    List<Mapping> documents = new ArrayList<>();
    Parser parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    TreeBuilder trees = new TreeBuilder(source, findings, expressions);
    try {
      // A composer of its own for each document: after an error, the next one is still composed.
      for (Composer composer = new DocumentComposer(SETTINGS, parser, source);
          composer.hasNext();
          composer = new DocumentComposer(SETTINGS, parser, source)) {
        try {
          trees.tree(composer.next()).ifPresent(tree -> add(tree, documents));
        } catch (ComposerException e) {
          invalid(
              e, source, "Refer to a map or value whose anchor (&) comes before its aliases (*).");
          skipDocument(parser);
        }
      }
    } catch (RejectedDocument e) {
      e.addTo(findings);
    } catch (MarkedYamlEngineException e) {
      invalid(
          e,
          source,
          "Check indentation, tabs, quotes and colons in this line and the previous one."
              + (text.contains("${") ? " Within [] or {}, ${…} needs quotes." : ""));
    } catch (YamlEngineException e) {
      findings.add(new Position(source, 0), "invalid YAML: " + e.getMessage(), "Fix the syntax.");
    }
    return documents;
  }

  private void add(Node document, List<Mapping> documents) {
    if (document instanceof Mapping mapping) {
      documents.add(mapping);
    } else if (document instanceof Sequence || !((Scalar) document).isNull()) {
      findings.add(
          document.at(),
          "a resource must be a map of fields, but this is " + document.word(),
          "Start it with apiVersion, kind and metadata.");
    }
  }

  private static void skipDocument(Parser parser) {
    while (!(parser.next() instanceof DocumentEndEvent)) {
      // continue with the next document
    }
  }

  private void invalid(MarkedYamlEngineException e, String source, String fix) {
    findings.add(
        new Position(source, e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0)),
        "invalid YAML: " + words(e),
        fix);
  }

  private static String words(MarkedYamlEngineException e) {
    String context =
        e.getContext() == null || e.getContext().isEmpty() ? "" : e.getContext() + ", ";
    String column =
        e.getProblemMark().map(Mark::getColumn).map(it -> ", in column " + (it + 1)).orElse("");
    return context + e.getProblem() + column;
  }
}
