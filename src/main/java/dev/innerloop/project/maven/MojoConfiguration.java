package dev.innerloop.project.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** The effective configuration of one mojo execution: defaults applied, expressions evaluated. */
final class MojoConfiguration {

  private final Xpp3Dom configuration;
  private final PluginParameterExpressionEvaluator evaluator;

  MojoConfiguration(MavenSession session, MojoExecution execution) {
    Xpp3Dom configured = execution.getConfiguration();
    this.configuration = configured == null ? new Xpp3Dom("configuration") : configured;
    this.evaluator = new PluginParameterExpressionEvaluator(session, execution);
  }

  /** The value of a parameter, or null if it has none. */
  @Nullable String value(String parameter) {
    Xpp3Dom node = configuration.getChild(parameter);
    return node == null ? null : evaluate(node);
  }

  boolean isTrue(String parameter) {
    return Boolean.parseBoolean(value(parameter));
  }

  /** The elements of a list parameter. */
  List<String> values(String parameter) {
    List<String> values = new ArrayList<>();
    for (Xpp3Dom child : children(parameter)) {
      String value = evaluate(child);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  List<Xpp3Dom> children(String parameter) {
    Xpp3Dom node = configuration.getChild(parameter);
    return node == null ? List.of() : List.of(node.getChildren());
  }

  private @Nullable String evaluate(Xpp3Dom node) {
    String text = node.getValue();
    if (text == null || text.isBlank()) {
      text = node.getAttribute("default-value");
    }
    if (text == null || text.isBlank()) {
      return null;
    }
    Object value = evaluated(text);
    if (value == null && node.getAttribute("default-value") != null) {
      value = evaluated(node.getAttribute("default-value"));
    }
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  private @Nullable Object evaluated(String expression) {
    try {
      return evaluator.evaluate(expression);
    } catch (ExpressionEvaluationException e) {
      throw new IllegalStateException("Maven cannot evaluate " + expression, e);
    }
  }
}
