package dev.innerloop.replica;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles small classes in memory. */
public final class Sources {

  private Sources() {}

  /**
   * Compiles top-level classes of the unnamed package, each given as the text of its file.
   *
   * @return class files by name: {@code Main.class}
   */
  public static Map<String, byte[]> compile(String... sources) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    JavaFileManager files =
        new ForwardingJavaFileManager<JavaFileManager>(
            javac.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                URI.create("mem:///" + name.replace("$", "_") + ".class"), kind) {
              @Override
              public OutputStream openOutputStream() {
                return classes.computeIfAbsent(
                    name.replace('.', '/') + ".class", ignored -> new ByteArrayOutputStream());
              }
            };
          }
        };
    List<SimpleJavaFileObject> units = Arrays.stream(sources).map(Sources::unit).toList();
    StringWriter errors = new StringWriter();
    List<String> options = List.of("--release", "17", "-g", "-proc:none");
    if (!javac.getTask(errors, files, null, options, null, units).call()) {
      throw new AssertionError(errors);
    }
    Map<String, byte[]> bytes = new TreeMap<>();
    classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
    return bytes;
  }

  private static SimpleJavaFileObject unit(String source) {
    String name = source.replaceAll("(?sU).*?\\b(?:class|record|interface|enum) (\\w+).*", "$1");
    return new SimpleJavaFileObject(
        URI.create("mem:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
