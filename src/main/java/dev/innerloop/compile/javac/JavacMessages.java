package dev.innerloop.compile.javac;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.compile.javac.Diagnostic.Position;
import dev.innerloop.compile.javac.Diagnostic.Severity;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;

/** Collects the messages of javac and annotation processors in one run. */
final class JavacMessages implements DiagnosticListener<JavaFileObject> {

  /** The error that only says that there are warnings. */
  private static final String WARNINGS = "compiler.err.warnings.and.werror";

  /** The error that a source cannot be read. */
  private static final String UNREADABLE = "compiler.err.error.reading.file";

  private final Path root;
  private final Path staged;
  private final Path published;

  @GuardedBy("this")
  private boolean isFailedByWarnings;

  @GuardedBy("this")
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private final StringWriter plain = new StringWriter();

  /**
   * @param root base directory of paths in messages
   * @param staged directory of generated sources in this run
   * @param published their final directory
   */
  JavacMessages(Path root, Path staged, Path published) {
    this.root = root;
    this.staged = staged;
    this.published = published;
  }

  @Override
  public synchronized void report(javax.tools.Diagnostic<? extends JavaFileObject> said) {
    isFailedByWarnings |= WARNINGS.equals(said.getCode());
    diagnostics.add(new Diagnostic(severity(said.getKind()), position(said), message(said)));
  }

  /** For a file without read permission, javac prints the path twice, and no reason. */
  private static String message(javax.tools.Diagnostic<? extends JavaFileObject> said) {
    String message = said.getMessage(Locale.ROOT);
    JavaFileObject source = said.getSource();
    boolean isDenied =
        UNREADABLE.equals(said.getCode())
            && source != null
            && message.endsWith("; " + source.getName())
            && Files.exists(Path.of(source.getName()));
    return isDenied ? "the file cannot be read: permission denied" : message;
  }

  /** Collects output other than diagnostics, such as a stack trace of a processor. */
  StringWriter plainText() {
    return plain;
  }

  synchronized void add(String error) {
    diagnostics.add(new Diagnostic(Severity.ERROR, Optional.empty(), error));
  }

  /** Why the run failed: never empty. */
  synchronized List<Diagnostic> ofFailure() {
    Set<Severity> fatal =
        isFailedByWarnings ? Set.of(Severity.ERROR, Severity.WARNING) : Set.of(Severity.ERROR);
    List<Diagnostic> errors =
        diagnostics.stream().filter(each -> fatal.contains(each.severity())).toList();
    if (!errors.isEmpty()) {
      return errors;
    }
    String text = plain.toString().strip();
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    if (!text.isEmpty() || all.isEmpty()) {
      String message = text.isEmpty() ? "javac failed without an error message" : text;
      all.add(new Diagnostic(Severity.ERROR, Optional.empty(), message));
    }
    return all;
  }

  private Optional<Position> position(javax.tools.Diagnostic<? extends JavaFileObject> said) {
    JavaFileObject source = said.getSource();
    if (source == null || !"file".equals(source.toUri().getScheme())) {
      return Optional.empty();
    }
    Path file = Path.of(source.toUri());
    if (file.startsWith(staged)) {
      file = published.resolve(staged.relativize(file));
    }
    String shown = file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    return Optional.of(
        new Position(
            shown.replace('\\', '/'),
            Math.max(0, said.getLineNumber()),
            Math.max(0, said.getColumnNumber())));
  }

  private static Severity severity(javax.tools.Diagnostic.Kind kind) {
    return switch (kind) {
      case ERROR -> Severity.ERROR;
      case WARNING, MANDATORY_WARNING -> Severity.WARNING;
      case NOTE, OTHER -> Severity.NOTE;
    };
  }
}
