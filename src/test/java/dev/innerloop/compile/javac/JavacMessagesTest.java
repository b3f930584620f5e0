package dev.innerloop.compile.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.tools.Diagnostic.Kind;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fake of javac's message, because no file is unreadable for root. */
class JavacMessagesTest {

  @TempDir private Path root;

  private JavacMessages messages;
  private Path source;

  @BeforeEach
  void create() {
    messages = new JavacMessages(root, root.resolve("staged"), root.resolve("generated"));
    source = root.resolve("Cart.java");
  }

  @Test
  void aSourceWithoutReadPermissionIsNamedOnceAndWithTheReason() throws IOException {
    Files.writeString(source, "class Cart {}");

    messages.report(unreadable(source.toString()));

    assertThat(messages.ofFailure())
        .extracting(Diagnostic::toString)
        .containsExactly("Cart.java: error: the file cannot be read: permission denied");
  }

  @Test
  void otherReasonsAreThoseOfJavac() throws IOException {
    Files.writeString(source, "class Cart {}");

    messages.report(unreadable("Input/output error"));

    assertThat(messages.ofFailure())
        .extracting(Diagnostic::toString)
        .containsExactly("Cart.java: error: error reading " + source + "; Input/output error");
  }

  @Test
  void aSourceThatWasDeletedMeanwhileIsNotOneWithoutPermission() {
    messages.report(unreadable(source.toString()));

    assertThat(messages.ofFailure())
        .extracting(Diagnostic::toString)
        .containsExactly("Cart.java: error: error reading " + source + "; " + source);
  }

  private CannotRead unreadable(String reason) {
    return new CannotRead(new Source(source), reason);
  }

  private static final class Source extends SimpleJavaFileObject {

    Source(Path file) {
      super(file.toUri(), JavaFileObject.Kind.SOURCE);
    }

    @Override
    public String getName() {
      return Path.of(toUri()).toString();
    }

    @Override
    public URI toUri() {
      return uri;
    }
  }

  /** What javac reports of a source that it cannot read. */
  private record CannotRead(JavaFileObject file, String reason)
      implements javax.tools.Diagnostic<JavaFileObject> {

    @Override
    public Kind getKind() {
      return Kind.ERROR;
    }

    @Override
    public JavaFileObject getSource() {
      return file;
    }

    @Override
    public long getPosition() {
      return NOPOS;
    }

    @Override
    public long getStartPosition() {
      return NOPOS;
    }

    @Override
    public long getEndPosition() {
      return NOPOS;
    }

    @Override
    public long getLineNumber() {
      return NOPOS;
    }

    @Override
    public long getColumnNumber() {
      return NOPOS;
    }

    @Override
    public String getCode() {
      return "compiler.err.error.reading.file";
    }

    @Override
    public String getMessage(Locale locale) {
      return "error reading " + file.getName() + "; " + reason;
    }
  }
}
