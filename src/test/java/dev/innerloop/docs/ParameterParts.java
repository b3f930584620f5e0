package dev.innerloop.docs;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import dev.innerloop.mojo.parameter.PomValues;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A parameter that has parts of its own. Maven's descriptor does not tell of them: their sources
 * do.
 *
 * @param many whether it is a list of such elements
 */
record ParameterParts(String parameter, boolean many, List<Part> parts) {

  private static final Path SOURCES = Path.of("src/main/java/dev/innerloop/mojo/parameter");

  /** One part with its Javadoc, as plain text. */
  record Part(String name, String type, String description) {}

  /** Those of the fields of this class, in their order. */
  static List<ParameterParts> of(Class<?> mojo) {
    List<ParameterParts> all = new ArrayList<>();
    for (Field field : mojo.getDeclaredFields()) {
      bean(field.getGenericType())
          .ifPresent(
              bean ->
                  all.add(
                      new ParameterParts(
                          field.getName(),
                          List.class.isAssignableFrom(field.getType()),
                          parts(bean))));
    }
    return all;
  }

  /** The type with the parts: of the field, or of the elements of the field's list. */
  private static Optional<Class<?>> bean(Type type) {
    Type element = type;
    if (type instanceof ParameterizedType generic) {
      element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
    }
    return element instanceof Class<?> bean && bean.getPackage() == PomValues.class.getPackage()
        ? Optional.of(bean)
        : Optional.empty();
  }

  private static List<Part> parts(Class<?> bean) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Part> parts = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(SOURCES.resolve(bean.getSimpleName() + ".java")));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitVariable(VariableTree variable, Void nothing) {
            if (variable.getModifiers().getAnnotations().toString().contains("@Parameter")) {
              String comment = docs.getDocComment(getCurrentPath());
              parts.add(
                  new Part(
                      variable.getName().toString(),
                      variable.getType().toString().replaceAll("@\\w+ ", ""),
                      comment == null ? "" : plain(comment)));
            }
            return null;
          }
        }.scan(unit, null);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return parts;
  }

  private static String plain(String comment) {
    return comment.strip().replaceAll("\\s+", " ").replaceAll("\\{@code ([^}]*)}", "$1");
  }

  /** The name of one of many. */
  String element() {
    return parameter.endsWith("s") ? parameter.substring(0, parameter.length() - 1) : "source";
  }
}
