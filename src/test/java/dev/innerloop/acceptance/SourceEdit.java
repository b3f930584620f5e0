package dev.innerloop.acceptance;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A source file of any project, and where it can be edited without breaking its format: a string in
 * a method, and the end of the class; of the file, if it is not a Java file.
 *
 * @param literal position after the opening quote of a string in a method's body
 * @param end position of the closing brace of the class
 */
record SourceEdit(Path file, String text, int literal, int end) {

  /** In a line of code, not in an annotation or import. */
  private static final Pattern STRING =
      Pattern.compile("^[ \\t]+[^@\"\\n]*[=(,] *\"([^\"$\\n]+)\"", Pattern.MULTILINE);

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  /** The file of an app that is edited most likely: one that answers requests. */
  static Optional<SourceEdit> in(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> all =
          files
              .filter(file -> file.toString().matches(".*/src/main/.*\\.(java|kt|groovy)"))
              .sorted(Comparator.comparing(SourceEdit::rank).thenComparing(Path::toString))
              .toList();
      for (Path file : all) {
        Optional<SourceEdit> edit = of(file);
        if (edit.isPresent()) {
          return edit;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int rank(Path file) {
    try {
      String text = Files.readString(file);
      boolean answers =
          Stream.of("Mapping(", "@GET", "@Get", "HttpServlet", "Controller", "Handler")
              .anyMatch(text::contains);
      return answers ? 0 : text.contains("void main(") ? 2 : 1;
    } catch (IOException e) {
      return 3; // not UTF-8
    }
  }

  private static Optional<SourceEdit> of(Path file) throws IOException {
    String text = Files.readString(file);
    if (!isJava(file)) {
      Matcher string = STRING.matcher(text);
      return string.find()
          ? Optional.of(new SourceEdit(file, text, string.start(1), text.length()))
          : Optional.empty();
    }
    JavacTask javac =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    diagnostic -> {},
                    List.of("-proc:none"),
                    null,
                    List.of(source(text)));
    CompilationUnitTree unit = javac.parse().iterator().next();
    SourcePositions positions = Trees.instance(javac).getSourcePositions();
    Finder finder = new Finder(unit, positions);
    for (Tree type : unit.getTypeDecls()) {
      if (type.getKind() == Tree.Kind.CLASS) {
        finder.scan(type, null);
        if (finder.literal >= 0) {
          int end = (int) positions.getEndPosition(unit, type) - 1;
          return Optional.of(new SourceEdit(file, text, finder.literal, end));
        }
      }
    }
    return Optional.empty();
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(URI.create("string:///Any.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  void body(String word) throws IOException {
    Files.writeString(file, text.substring(0, literal) + word + text.substring(literal));
  }

  void structure(String method) throws IOException {
    if (!isJava(file)) {
      String signature = file.toString().endsWith(".kt") ? "fun %s(): String {" : "class X%s {";
      Files.writeString(
          file,
          text
              + "%n%s%n%n}%n"
                  .formatted(signature.formatted(method))
                  .replace("String {", "String {\n  return \"" + method + "\""));
      return;
    }
    String indent = text.contains("\n\t") ? "\t" : text.contains("\n    ") ? "    " : "  ";
    Files.writeString(
        file,
        "%s%n%spublic String %s() {%n%s%sreturn \"%s\";%n%s}%n%n%s"
            .formatted(
                text.substring(0, end).stripTrailing() + System.lineSeparator(),
                indent,
                method,
                indent,
                indent,
                method,
                indent,
                text.substring(end)));
  }

  void error() throws IOException {
    Files.writeString(file, text.substring(0, end) + "nonsense\n" + text.substring(end));
  }

  void restore() throws IOException {
    Files.writeString(file, text);
  }

  /** Strings in methods of the outer class that are no constants of a switch or an annotation. */
  private static final class Finder extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private boolean isInMethod;
    private boolean isMain;
    private int literal = -1;
    private int rank = Integer.MAX_VALUE;

    Finder(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      return isInMethod ? null : super.visitClass(type, nothing);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      if (method.getBody() != null && method.getReturnType() != null) {
        isInMethod = true;
        isMain = method.getName().contentEquals("main");
        scan(method.getBody(), nothing);
        isInMethod = false;
      }
      return null;
    }

    @Override
    public @Nullable Void visitCase(CaseTree node, @Nullable Void nothing) {
      return null;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree node, @Nullable Void nothing) {
      if (isInMethod && node.getValue() instanceof String value && !value.isBlank()) {
        // A text for people rather than the name of something that then is missing.
        int own = (value.strip().contains(" ") ? 0 : 2) + (isMain ? 1 : 0);
        if (own < rank) {
          rank = own;
          literal = (int) positions.getStartPosition(unit, node) + 1;
        }
      }
      return null;
    }
  }
}
