package dev.innerloop.mojo.execution;

import java.io.File;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

/** Resolves {@code ${name}} in a module, as in the configuration of plugins. */
public final class MavenProperties implements Function<String, Optional<String>> {

  private final MavenSession session;
  private final MavenProject project;
  private final PluginParameterExpressionEvaluator evaluator;

  public MavenProperties(MavenSession session, MavenProject project, MojoExecution execution) {
    this.session = session;
    this.project = project;
    MavenProject current = session.getCurrentProject();
    try {
      MavenSession own = session.clone();
      own.setCurrentProject(project);
      this.evaluator = new PluginParameterExpressionEvaluator(own, execution);
    } finally {
      session.setCurrentProject(current);
    }
  }

  @Override
  public Optional<String> apply(String name) {
    // Maven has already interpolated the properties of the model.
    String raw = session.getUserProperties().getProperty(name);
    if (raw == null) {
      raw = project.getProperties().getProperty(name);
    }
    if (raw != null) {
      return Optional.of(raw);
    }
    try {
      Object value = evaluator.evaluate("${" + name + "}", String.class);
      boolean simple =
          value instanceof String
              || value instanceof Number
              || value instanceof Boolean
              || value instanceof File;
      return simple ? Optional.of(value.toString()) : Optional.empty();
    } catch (ExpressionEvaluationException e) {
      return Optional
          .empty(); // not an expression of Maven: the caller reports it with file and line
    }
  }

  /**
   * The active profiles: those of POMs and settings, then those activated on the command line only.
   */
  public List<String> profiles() {
    Set<String> profiles = new LinkedHashSet<>();
    project.getInjectedProfileIds().values().stream()
        .flatMap(Collection::stream)
        .forEach(profiles::add);
    profiles.addAll(session.getRequest().getActiveProfiles());
    return List.copyOf(profiles);
  }
}
