package dev.innerloop.mojo.execution;

import dev.innerloop.manifest.check.Nearest;
import dev.innerloop.mojo.parameter.ParameterParser;
import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What the user has set, held against the parameters that the plugin's descriptor has. Maven itself
 * ignores a property that no parameter has, and reads any text but {@code true} as false.
 *
 * <p>On the command line, the prefix {@code dev.} is ours: an unknown name there is a mistake. In
 * POM and settings, a project can have such properties for its own purposes, and can override them
 * on the command line, too.
 */
public final class GivenParameters {

  private static final String ALL =
      "All parameters: mvn help:describe -Dplugin=dev.innerloop:dev-maven-plugin -Ddetail";

  private final ParameterNames known;

  public GivenParameters(PluginDescriptor plugin) {
    this.known = ParameterNames.of(plugin);
  }

  /** The problems of what is set for a goal in a module. */
  public List<Problem> problems(
      MavenSession session, MavenProject project, MojoExecution execution) {
    List<Problem> problems = new ArrayList<>();
    Properties ofProject = project.getProperties();
    problems.addAll(unknownProperties(session.getUserProperties(), ofProject));
    problems.addAll(unknownProperties(session.getSystemProperties(), ofProject));
    problems.addAll(unknownElements(configured(project, execution)));
    booleans(session, execution).forEach(problems::add);
    return problems;
  }

  /** The typed properties with our prefix that no goal has, and that the project does not have. */
  List<Problem> unknownProperties(Properties typed, Properties ofProject) {
    return names(typed)
        .filter(name -> name.startsWith(ParameterNames.PREFIX))
        .filter(name -> !known.properties().contains(name) && ofProject.getProperty(name) == null)
        .map(
            name ->
                new Problem(
                    "There is no property " + name + ", so it would have no effect." + meant(name),
                    suggestion(name)
                            .map(it -> "Use -D" + it + "=" + typed.getProperty(name))
                            .orElse(ALL)
                        + ". If the property belongs to your project, define it in <properties> of"
                        + " its POM."))
        .toList();
  }

  /** The elements of our configuration in the POM that no goal has. */
  List<Problem> unknownElements(Set<String> configured) {
    return configured.stream()
        .filter(element -> !known.elements().contains(element))
        .map(
            element ->
                new Problem(
                    "The POM configures <"
                        + element
                        + "> of dev-maven-plugin, which has no such parameter."
                        + Nearest.to(element, known.elements())
                            .map(it -> " Do you mean <" + it + ">?")
                            .orElse(""),
                    "Correct or remove it. " + ALL))
        .toList();
  }

  /**
   * Warnings of properties that may be meant for this plugin: those of the project that are named
   * almost like a parameter, and those on the command line that lack only the prefix.
   */
  public List<String> warnings(Properties typed, Properties ofProject) {
    return Stream.concat(
            names(ofProject)
                .filter(name -> name.startsWith(ParameterNames.PREFIX))
                .filter(name -> !known.properties().contains(name))
                .flatMap(
                    name ->
                        suggestion(name).stream()
                            .map(
                                it ->
                                    "The property "
                                        + name
                                        + " of the POM has no effect on dev-maven-plugin. Do you"
                                        + " mean "
                                        + it
                                        + "?")),
            names(typed)
                .filter(name -> known.properties().contains(ParameterNames.PREFIX + name))
                .filter(name -> ofProject.getProperty(name) == null)
                .map(
                    name ->
                        "-D"
                            + name
                            + " has no effect on dev-maven-plugin. Do you mean -D"
                            + ParameterNames.PREFIX
                            + name
                            + "?"))
        .toList();
  }

  private String meant(String name) {
    return suggestion(name).map(it -> " Do you mean " + it + "?").orElse("");
  }

  /** Compared without the prefix, which makes all names alike. */
  private Optional<String> suggestion(String name) {
    Set<String> names = new TreeSet<>();
    known.properties().forEach(it -> names.add(it.substring(ParameterNames.PREFIX.length())));
    return Nearest.to(name.substring(ParameterNames.PREFIX.length()), names)
        .map(ParameterNames.PREFIX::concat);
  }

  private static Stream<String> names(Properties properties) {
    return new TreeSet<>(properties.stringPropertyNames()).stream();
  }

  /** The names in all configurations of this plugin in a module. */
  private static Set<String> configured(MavenProject project, MojoExecution execution) {
    Set<String> names = new TreeSet<>();
    plugin(project, execution.getPlugin().getKey())
        .ifPresent(
            plugin ->
                Stream.concat(Stream.of(plugin), plugin.getExecutions().stream())
                    .map(ConfigurationContainer::getConfiguration)
                    .filter(Xpp3Dom.class::isInstance)
                    .flatMap(it -> Stream.of(((Xpp3Dom) it).getChildren()))
                    .forEach(it -> names.add(it.getName())));
    return names;
  }

  /** As Maven finds the configuration of a goal on the command line. */
  private static Optional<Plugin> plugin(MavenProject project, String key) {
    return Optional.ofNullable(project.getPlugin(key))
        .or(
            () ->
                Optional.ofNullable(project.getPluginManagement())
                    .map(it -> it.getPluginsAsMap().get(key)));
  }

  /** The boolean parameters with another value than true and false, from wherever it comes. */
  private static Stream<Problem> booleans(MavenSession session, MojoExecution execution) {
    Xpp3Dom configuration = execution.getConfiguration();
    if (configuration == null) {
      return Stream.empty();
    }
    PluginParameterExpressionEvaluator evaluator =
        new PluginParameterExpressionEvaluator(session, execution);
    return execution.getMojoDescriptor().getParameters().stream()
        .filter(parameter -> "boolean".equals(parameter.getType()))
        .flatMap(parameter -> Stream.ofNullable(configuration.getChild(parameter.getName())))
        .flatMap(
            element ->
                ParameterParser.notBoolean(
                    ParameterNames.PREFIX + element.getName(), evaluated(evaluator, element))
                    .stream());
  }

  private static String evaluated(PluginParameterExpressionEvaluator evaluator, Xpp3Dom element) {
    String text = element.getValue();
    try {
      Object value = text == null ? null : evaluator.evaluate(text);
      return value == null ? "" : value.toString();
    } catch (ExpressionEvaluationException e) {
      return ""; // Maven has configured the goal, so it has reported this
    }
  }
}
