package dev.innerloop.project.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
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

  /** The elements of a list parameter, which may also be given as one value with commas. */
  List<String> values(String parameter) {
    List<String> values = new ArrayList<>();
    for (Xpp3Dom child : children(parameter)) {
      String value = evaluate(child);
      if (value != null) {
        values.add(value);
      }
    }
    String all = values.isEmpty() ? value(parameter) : null;
    return all == null ? values : List.of(all.split("\\s*,\\s*"));
  }

  /** The entries of a map parameter, in order; an entry without a value has an empty one. */
  Map<String, String> entries(String parameter) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (Xpp3Dom child : children(parameter)) {
      String value = evaluate(child);
      entries.put(child.getName(), value == null ? "" : value);
    }
    return entries;
  }

  /** The parameters whose value differs from the default of the plugin, sorted by name. */
  SortedSet<String> configured() {
    SortedSet<String> configured = new TreeSet<>();
    for (Xpp3Dom node : configuration.getChildren()) {
      if (node.getChildCount() > 0 || !isDefault(node)) {
        configured.add(node.getName());
      }
    }
    return configured;
  }

  private boolean isDefault(Xpp3Dom node) {
    String fallback = node.getAttribute("default-value");
    Object usual = fallback == null || fallback.isBlank() ? null : evaluated(fallback);
    String value = evaluate(node);
    return usual == null
        ? value == null || value.equals("false") // what a boolean without a default is
        : usual.toString().equals(value);
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
