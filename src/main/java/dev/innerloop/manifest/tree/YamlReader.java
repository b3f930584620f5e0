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
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML, and JSON as the part of it that it is, as Kubernetes reads it, into trees with
 * positions. What is wrong becomes a finding, and the document is left out.
 */
public final class YamlReader {

  /** What the API server takes at most in a request; no file has a reason to be larger. */
  static final int MOST_BYTES = 3 << 20;

  private final Findings findings;
  private final Optional<Expressions> expressions;

  /**
   * @param expressions replaced in values and names of fields; empty leaves them alone
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
            "the file has " + (size >> 20) + " MB, and no cluster takes more than 3 MB at once",
            "Split it, or keep what is large in an image or a volume.");
        return List.of();
      }
      return read(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString(),
          name);
    } catch (CharacterCodingException e) {
      findings.add(whole, "the file is not text in UTF-8", "Save it in that encoding.");
    } catch (IOException e) {
      findings.add(whole, "the file cannot be read: " + e.getMessage(), "Make it readable.");
    }
    return List.of();
  }

  /**
   * @param source of the text in messages
   */
  public List<Mapping> read(String text, String source) {
    List<Mapping> documents = new ArrayList<>();
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MOST_BYTES).build();
    try {
      DocumentBuilder builder =
          new DocumentBuilder(
              new Parse(settings).parseString(text).iterator(), source, findings, expressions);
      for (Optional<Node> next = builder.next(); next.isPresent(); next = builder.next()) {
        Node document = next.get();
        if (document instanceof Mapping mapping) {
          documents.add(mapping);
        } else if (document instanceof Sequence || !((Scalar) document).isNull()) {
          findings.add(
              document.at(),
              "a resource is a map of fields, and this is " + document.word(),
              "Begin it with apiVersion, kind and metadata.");
        }
      }
    } catch (MarkedYamlEngineException e) {
      findings.add(
          new Position(source, e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0)),
          "this is not YAML: " + words(e),
          "Mind indentation, tabs, quotes and colons here and in the line before."
              + (text.contains("${") ? " Within [] or {}, ${…} needs quotes." : ""));
    } catch (YamlEngineException e) {
      findings.add(new Position(source, 0), "this is not YAML: " + e.getMessage(), "Correct it.");
    }
    return documents;
  }

  private static String words(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    String column =
        e.getProblemMark().map(Mark::getColumn).map(it -> ", in column " + (it + 1)).orElse("");
    return context + e.getProblem() + column;
  }
}
