package dev.innerloop.project.maven;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * The files and directories that the effective configuration of a mojo execution names, in any
 * depth: values of parameters for files, whether they exist or not, and other texts that are the
 * path of a file or directory that exists or has existed.
 */
final class ConfiguredPaths {

  private static final Set<String> OF_MAVEN = Set.of("implementation", "default-value");

  private final Path basedir;
  private final PluginParameterExpressionEvaluator evaluator;
  private final Map<String, Parameter> parameters;
  private final ExistingPaths existing;
  private final Set<Path> paths = new LinkedHashSet<>();

  private ConfiguredPaths(MavenSession session, MojoExecution execution, ExistingPaths existing) {
    this.existing = existing;
    this.basedir = session.getCurrentProject().getBasedir().toPath();
    this.evaluator = new PluginParameterExpressionEvaluator(session, execution);
    MojoDescriptor descriptor = execution.getMojoDescriptor();
    this.parameters =
        descriptor == null || descriptor.getParameters() == null
            ? Map.of()
            : descriptor.getParameterMap();
  }

  /**
   * Paths, absolute and normalized.
   *
   * @param session whose current project is that of the execution
   * @param selection the names of the parameters that count
   */
  static Set<Path> of(
      MavenSession session,
      MojoExecution execution,
      Predicate<String> selection,
      ExistingPaths existing) {
    Xpp3Dom configuration = execution.getConfiguration();
    ConfiguredPaths paths = new ConfiguredPaths(session, execution, existing);
    if (configuration != null) {
      for (Xpp3Dom parameter : configuration.getChildren()) {
        if (selection.test(parameter.getName())) {
          paths.addNode(parameter, paths.isFile(parameter.getName()));
        }
      }
    }
    return paths.paths;
  }

  private boolean isFile(String parameter) {
    Parameter described = parameters.get(parameter);
    String type = described == null ? "" : described.getType();
    return type != null && (type.startsWith("java.io.File") || type.equals("java.nio.file.Path"));
  }

  private void addNode(Xpp3Dom node, boolean isFile) {
    for (String name : node.getAttributeNames()) {
      if (!OF_MAVEN.contains(name)) {
        addValue(evaluated(node.getAttribute(name)), false);
      }
    }
    for (Xpp3Dom child : node.getChildren()) {
      addNode(child, isFile);
    }
    if (node.getChildCount() == 0) {
      Object value = evaluated(node.getValue());
      addValue(value == null ? evaluated(node.getAttribute("default-value")) : value, isFile);
    }
  }

  private void addValue(@Nullable Object value, boolean isFile) {
    if (value instanceof File file) {
      paths.add(absolute(file.toPath()));
    } else if (value instanceof Path path) {
      paths.add(absolute(path));
    } else if (value instanceof Collection<?> all) {
      all.forEach(each -> addValue(each, isFile));
    } else if (value instanceof Object[] all) {
      List.of(all).forEach(each -> addValue(each, isFile));
    } else if (value instanceof String text && !text.isBlank()) {
      addText(text.strip(), isFile);
    }
  }

  private void addText(String text, boolean isFile) {
    if (isFile) {
      add(text, false);
    } else if (!add(text, true)) {
      // A list, a command line, an option such as -Aschema=src/main/schema, a pattern.
      for (String part : text.split("[\\s,;]+")) {
        String value = part.substring(part.indexOf('=') + 1);
        if (value.indexOf('*') < 0) {
          add(value, true);
        } else if (value.lastIndexOf('/', value.indexOf('*')) > 0) {
          add(value.substring(0, value.lastIndexOf('/', value.indexOf('*'))), true);
        }
      }
    }
  }

  private boolean add(String text, boolean mustExist) {
    String path = text.startsWith("file:") ? text.replaceFirst("^file:(//)?", "") : text;
    if (path.isEmpty() || path.startsWith("-")) {
      return false;
    }
    try {
      Path absolute = absolute(Path.of(path));
      if (mustExist && !existing.contains(absolute)) {
        return false;
      }
      paths.add(absolute);
      return true;
    } catch (InvalidPathException e) {
      return false; // some other text
    }
  }

  private Path absolute(Path path) {
    return basedir.resolve(path).normalize();
  }

  private @Nullable Object evaluated(@Nullable String expression) {
    if (expression == null || expression.isBlank()) {
      return null;
    }
    try {
      return evaluator.evaluate(expression);
    } catch (ExpressionEvaluationException e) {
      return null; // the plugin itself reports it
    }
  }
}
