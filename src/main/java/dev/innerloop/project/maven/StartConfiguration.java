package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.cli.CommandLineUtils;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration of well-known plugins says about the start of an app: main class and
 * arguments.
 */
final class StartConfiguration {

  private static final String MAVEN = "org.apache.maven.plugins:";
  private static final String EXEC = "org.codehaus.mojo:exec-maven-plugin";

  /** Names of properties that hold the main class by convention. */
  private static final List<String> PROPERTIES =
      List.of("start-class", "exec.mainClass", "mainClass", "main.class");

  private final MavenProject project;
  private final Predicate<String> exists;

  /**
   * @param exists whether a class is in the output directory or on the class path
   */
  StartConfiguration(MavenProject project, Predicate<String> exists) {
    this.project = project;
    this.exists = exists;
  }

  /**
   * The configured main class. That of the plugin which packages the app counts in any case; others
   * and properties may mean something else, so that they count only if the class exists.
   */
  Optional<String> mainClass() {
    return packaged().or(this::conventional);
  }

  private Optional<String> packaged() {
    return Stream.of(
            values(
                configurations("org.springframework.boot:spring-boot-maven-plugin", "repackage"),
                "mainClass"),
            shaded(),
            values(
                configurations(MAVEN + "maven-assembly-plugin", "single"),
                "archive",
                "manifest",
                "mainClass"),
            values(
                configurations(MAVEN + "maven-jar-plugin", "jar"),
                "archive",
                "manifest",
                "mainClass"),
            values(
                configurations(MAVEN + "maven-jar-plugin", "jar"),
                "archive",
                "manifestEntries",
                "Main-Class"))
        .flatMap(names -> names)
        .findFirst();
  }

  private Stream<String> shaded() {
    return configurations(MAVEN + "maven-shade-plugin", "shade").stream()
        .map(it -> it.getChild("transformers"))
        .filter(it -> it != null)
        .flatMap(it -> Arrays.stream(it.getChildren()))
        .filter(
            it ->
                String.valueOf(it.getAttribute("implementation"))
                    .endsWith(".ManifestResourceTransformer"))
        .flatMap(
            it ->
                Stream.concat(
                    values(List.of(it), "mainClass"),
                    values(List.of(it), "manifestEntries", "Main-Class")));
  }

  private Optional<String> conventional() {
    return Stream.of(
            values(exec(), "mainClass"),
            values(configurations(MAVEN + "maven-compiler-plugin", "compile"), "mainClass"),
            PROPERTIES.stream()
                .map(project.getProperties()::getProperty)
                .filter(StartConfiguration::isValue)
                .map(String::strip))
        .flatMap(names -> names)
        .filter(exists)
        .findFirst();
  }

  /**
   * The arguments that {@code exec:java} would give to a main class: those of the plugin's own
   * configuration, if it is about that class.
   */
  List<String> arguments(String mainClass) {
    List<Xpp3Dom> exec = exec();
    boolean isAnotherProgram = values(exec, "executable").findFirst().isPresent();
    String named =
        values(exec, "mainClass")
            .findFirst()
            .or(() -> Optional.ofNullable(project.getProperties().getProperty("exec.mainClass")))
            .orElse(mainClass);
    if (isAnotherProgram || !named.equals(mainClass)) {
      return List.of();
    }
    Optional<String> line =
        values(exec, "commandlineArgs")
            .findFirst()
            .or(() -> Optional.ofNullable(project.getProperties().getProperty("exec.args")));
    return line.filter(StartConfiguration::isValue)
        .map(this::split)
        .orElseGet(
            () ->
                exec.stream()
                    .map(it -> it.getChild("arguments"))
                    .filter(it -> it != null)
                    .findFirst()
                    .map(StartConfiguration::elements)
                    .orElse(List.of()));
  }

  /**
   * JVM options with the effect that {@code Add-Opens} and {@code Add-Exports} in the manifest of
   * the app's jar have with {@code java -jar}.
   */
  List<String> packageAccess() {
    List<Xpp3Dom> archives = configurations(MAVEN + "maven-jar-plugin", "jar");
    return Stream.of("Add-Opens", "Add-Exports")
        .flatMap(
            name ->
                values(archives, "archive", "manifestEntries", name).findFirst().stream()
                    .flatMap(packages -> Stream.of(packages.split("\\s+")))
                    .map(each -> "--" + name.toLowerCase(Locale.ROOT) + "=" + each))
        .map(option -> option + "=ALL-UNNAMED")
        .toList();
  }

  private List<String> split(String line) {
    try {
      return List.of(CommandLineUtils.translateCommandline(line.replaceAll("\\R", " ").strip()));
    } catch (Exception e) { // as declared: an unbalanced quote
      throw new Problem(
          "The arguments in the configuration of exec-maven-plugin in "
              + project.getArtifactId()
              + " cannot be read: "
              + e.getMessage(),
          "Correct them, or set others: -Ddev.arguments=\"ARGUMENT ARGUMENT\"",
          e);
    }
  }

  /** An empty element is an empty argument. */
  private static List<String> elements(Xpp3Dom arguments) {
    return Arrays.stream(arguments.getChildren())
        .map(it -> it.getValue() == null ? "" : it.getValue())
        .toList();
  }

  /**
   * What {@code exec:java} on the command line would use. Executions that are bound to a phase
   * start other programs, such as code generators.
   */
  private List<Xpp3Dom> exec() {
    Plugin plugin = project.getPlugin(EXEC);
    if (plugin == null) {
      return List.of();
    }
    return configurations(
        Stream.concat(
            plugin.getExecutions().stream().filter(it -> it.getId().equals("default-cli")),
            Stream.of(plugin)));
  }

  /** The configurations of a goal that makes the app's main artifact. */
  private List<Xpp3Dom> configurations(String key, String goal) {
    Plugin plugin = project.getPlugin(key);
    if (plugin == null) {
      return List.of();
    }
    return configurations(
        Stream.concat(
            Stream.of(plugin),
            plugin.getExecutions().stream()
                .filter(it -> it.getGoals().contains(goal))
                .filter(it -> !goal.equals("jar") || isOfMainArtifact(it))));
  }

  private static boolean isOfMainArtifact(PluginExecution execution) {
    return values(configurations(Stream.of(execution)), "classifier").findFirst().isEmpty();
  }

  private static List<Xpp3Dom> configurations(Stream<? extends ConfigurationContainer> containers) {
    return containers
        .map(ConfigurationContainer::getConfiguration)
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast)
        .toList();
  }

  private static Stream<String> values(List<Xpp3Dom> configurations, String... path) {
    List<String> values = new ArrayList<>();
    for (Xpp3Dom configuration : configurations) {
      Xpp3Dom node = configuration;
      for (String name : path) {
        node = node == null ? null : node.getChild(name);
      }
      if (node != null && isValue(node.getValue())) {
        values.add(node.getValue().strip());
      }
    }
    return values.stream();
  }

  /** A parent may configure a property that the project does not define. */
  private static boolean isValue(@Nullable String text) {
    return text != null && !text.isBlank() && !text.contains("${");
  }
}
