package dev.innerloop.equivalence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler of the JDK that we run on; it keeps the class path open. */
final class Javac {

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

  /** Compiles the sources; other files are returned as they are. */
  Map<String, byte[]> output(Map<String, String> sources, int release, List<String> more) {
    Map<String, byte[]> output = new TreeMap<>();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach(
        (path, text) -> {
          if (path.endsWith(".java")) {
            units.add(new Unit(path, text));
          } else {
            output.put(path, text.getBytes(UTF_8));
          }
        });
    Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    JavaFileManager target =
        new ForwardingJavaFileManager<>((JavaFileManager) files) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///out"), kind) {
              @Override
              public OutputStream openOutputStream() {
                return classes.computeIfAbsent(
                    name.replace('.', '/') + ".class", ignored -> new ByteArrayOutputStream());
              }
            };
          }
        };
    List<String> options = new ArrayList<>(List.of("-g", "-proc:none", "-nowarn"));
    options.addAll(more);
    if (release > 0) {
      options.addAll(List.of("--release", "" + release));
    }
    StringWriter errors = new StringWriter();
    if (!compiler.getTask(errors, target, null, options, null, units).call()) {
      throw new IllegalArgumentException(errors.toString());
    }
    classes.forEach((name, bytes) -> output.put(name, bytes.toByteArray()));
    return output;
  }

  private static final class Unit extends SimpleJavaFileObject {

    private final String text;

    Unit(String path, String text) {
      super(URI.create("mem:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
