package dev.innerloop.compile.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;

/** What sources say of their packages: javac does not ask for a directory of the same name. */
final class DeclaredPackages {

  private DeclaredPackages() {}

  /**
   * Where the sources would be if their directories were named after their packages, relative to
   * their root.
   *
   * @param options that say how to read them
   */
  static Map<Path, String> paths(JavaCompiler javac, List<String> options, Collection<Path> sources)
      throws IOException {
    Map<Path, String> paths = new HashMap<>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, Locale.ROOT, null)) {
      JavacTask task =
          (JavacTask)
              javac.getTask(
                  Writer.nullWriter(),
                  files,
                  error -> {}, // a compilation reports it
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().toUri());
        String folder =
            unit.getPackageName() == null
                ? ""
                : unit.getPackageName().toString().replace('.', '/') + "/";
        paths.put(file, folder + file.getFileName());
      }
    }
    return paths;
  }
}
