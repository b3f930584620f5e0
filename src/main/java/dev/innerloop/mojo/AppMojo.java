package dev.innerloop.mojo;

import dev.innerloop.io.CommandLineWords;
import dev.innerloop.manifest.fragment.ProjectManifests;
import dev.innerloop.mojo.execution.MavenLogins;
import dev.innerloop.mojo.execution.MavenProperties;
import dev.innerloop.mojo.parameter.ParameterChecks;
import dev.innerloop.mojo.parameter.ParameterParser;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.maven.AppSettings;
import dev.innerloop.project.maven.PomReader;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.SessionSettings;
import dev.innerloop.service.ServiceSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that needs the compiled app and the parameters of its image. */
abstract class AppMojo extends AppImageMojo {

  private static final String GENERATE = "generate";

  private final ReactorReader reader;
  private final SettingsDecrypter decrypter;

  /**
   * Main class of the app. Default: taken from the configuration of the plugin that packages the
   * app (Spring Boot, shade, assembly or jar) or of exec-maven-plugin, or else the only class with
   * a main method.
   */
  @Parameter(property = "dev.mainClass")
  private @Nullable String mainClass;

  /**
   * Arguments of the app's main method, separated by spaces, for example {@code server config.yml}.
   * Quote an argument that contains spaces. Files and directories of the module that are named here
   * or in {@code dev.jvmOptions} are delivered to the app's working directory, and are part of the
   * image. Default: the arguments in the configuration of exec-maven-plugin for the same main
   * class. They are visible in process lists and in the image: pass secrets as environment
   * variables.
   */
  @Parameter(property = "dev.arguments")
  private @Nullable String arguments;

  /**
   * HTTP port of the app; 0 if it has none. Default: taken from the app's own configuration, such
   * as {@code server.port} of Spring Boot, or else 8080. The app receives it in the environment
   * variable PORT.
   */
  @Parameter(property = "dev.port")
  private @Nullable String port;

  /**
   * Source of the Kubernetes resources: {@code generate} generates them from the POM; a path,
   * relative to the module, uses a directory of YAML files, a Kustomize base or a Helm chart
   * instead. Dev mode applies to the Deployment that runs the app's image. Files in {@code
   * src/main/kubernetes} are merged into the resources in both cases.
   */
  @Parameter(property = "dev.manifestSource", defaultValue = GENERATE)
  private String manifestSource;

  /**
   * Values files for the Helm chart in {@code dev.manifestSource}, separated by commas and relative
   * to the module; later files override earlier ones.
   */
  @Parameter(property = "dev.manifestValues")
  private @Nullable List<String> manifestValues;

  /** Validates the resources before they are sent: fields, values, names and references. */
  @Parameter(property = "dev.validate", defaultValue = "true")
  private boolean validate;

  /**
   * Deletes and recreates a resource if an immutable field changes, such as the template of a Job.
   * Its pods stop in the meantime. Never deletes a PersistentVolumeClaim.
   */
  @Parameter(property = "dev.recreate", defaultValue = "false")
  private boolean recreate;

  /**
   * Backing services of the app, separated by commas: {@code auto} derives them from the libraries
   * on the class path and from the project's Compose file, {@code compose} uses the Compose file
   * only; {@code postgresql}, {@code mysql}, {@code mariadb}, {@code mongodb}, {@code redis},
   * {@code kafka}, {@code rabbitmq}, {@code artemis}, {@code elasticsearch} and {@code keycloak}
   * select them by name; {@code none} selects none. Default: the services described in {@code
   * src/main/kubernetes/services}, which are always included. With {@code cluster} in the list, or
   * alone for {@code auto}, an app on this machine uses the services of the cluster.
   */
  @Parameter(property = "dev.services")
  private @Nullable List<String> services;

  /**
   * Images of backing services that replace the default ones, separated by commas: {@code
   * postgresql=registry.example.com/postgres:17}.
   */
  @Parameter(property = "dev.serviceImages")
  private @Nullable List<String> serviceImages;

  /**
   * Packaging of the app in the image: {@code classpath} copies classes and jars onto one class
   * path, {@code boot} unpacks the executable jar of Spring Boot with its layers and loader, {@code
   * war} unpacks a web application into the servlet container of the base image, {@code quarkus}
   * uses the fast-jar in {@code target/quarkus-app}, {@code native} the executable in {@code
   * target}. {@code auto} is {@code war} for a project of that packaging, {@code quarkus} if its
   * plugin is configured, and {@code classpath} otherwise. Dev mode requires a class path.
   */
  @Parameter(property = "dev.packaging", defaultValue = "auto")
  private String packaging;

  AppMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    this.reader = reader;
    this.decrypter = decrypter;
  }

  /** Libraries are needed no matter which apps are selected. */
  @Override
  final boolean isSelected() {
    return true;
  }

  ReactorReader reader() {
    return reader;
  }

  @Override
  final MavenLogins logins() {
    return new MavenLogins(session().getSettings(), decrypter);
  }

  AppRequest request(App app) {
    return new AppRequest(
        app,
        imageSettings(),
        sessionSettings(),
        workloadSettings(),
        manifests(),
        recreate,
        serviceSettings());
  }

  @Override
  void check(ParameterChecks checks) {
    super.check(checks);
    checks.check(this::port);
    checks.check(this::packaging);
    checks.check(this::arguments);
    checks.check(this::manifests);
    checks.each(serviceImages, AppMojo::serviceImage);
    checks.check(this::sessionSettings);
  }

  private static Map.Entry<String, String> serviceImage(String image) {
    int equals = image.indexOf('=');
    if (equals <= 0 || equals == image.length() - 1) {
      throw new Problem(
          "dev.serviceImages has \"" + image + "\", which is not of the form NAME=IMAGE.",
          "Use NAME=IMAGE, for example postgresql=registry.example.com/postgres:17");
    }
    return Map.entry(image.substring(0, equals).strip(), image.substring(equals + 1).strip());
  }

  private ServiceSettings serviceSettings() {
    Map<String, String> images = new LinkedHashMap<>();
    for (String image : serviceImages == null ? List.<String>of() : serviceImages) {
      Map.Entry<String, String> entry = serviceImage(image);
      images.put(entry.getKey(), entry.getValue());
    }
    return new ServiceSettings(
        services == null ? List.of() : services,
        images,
        project().getBasedir().toPath(),
        session().getTopLevelProject().getBasedir().toPath(),
        properties());
  }

  private ProjectManifests manifests() {
    if (manifestValues != null && !manifestValues.isEmpty() && GENERATE.equals(manifestSource)) {
      throw new Problem(
          "dev.manifestValues is set, but dev.manifestSource is not a Helm chart.",
          "Remove dev.manifestValues, or set the chart: -Ddev.manifestSource=PATH");
    }
    MavenProperties properties = properties();
    return new ProjectManifests(
        project().getBasedir().toPath(),
        properties.profiles(),
        properties,
        GENERATE.equals(manifestSource) ? Optional.empty() : Optional.of(Path.of(manifestSource)),
        manifestValues == null ? List.of() : manifestValues.stream().map(Path::of).toList(),
        validate);
  }

  SessionSettings sessionSettings() {
    return SessionSettings.NONE;
  }

  /** The modules of the build and the apps among them. */
  Reactor reactor(List<GoalMojo> goals) {
    Reactor reactor = reader.read(session(), settings(goals));
    List<App> selected =
        reactor.apps().stream()
            .filter(
                app ->
                    goals.stream()
                        .map(GoalMojo::project)
                        .anyMatch(it -> isApp(it) && isOf(app, it)))
            .toList();
    if (selected.isEmpty()) {
      throw new Problem(
          "No class with a main method was found in "
              + String.join(", ", reactor.modules().stream().map(module -> module.name()).toList())
              + ".",
          "Add one, or set the main class: -Ddev.mainClass=com.example.Main");
    }
    return new Reactor(reactor.basedir(), reactor.modules(), selected);
  }

  /** The app's settings in each module's configuration. */
  Map<MavenProject, AppSettings> settings(List<GoalMojo> goals) {
    Map<MavenProject, AppSettings> settings = new LinkedHashMap<>();
    goals.forEach(goal -> settings.put(goal.project(), ((AppMojo) goal).appSettings()));
    return settings;
  }

  /** The goal with the configuration of the app's module. */
  AppMojo goalOf(App app, List<GoalMojo> goals) {
    return goals.stream()
        .filter(goal -> isOf(app, goal.project()))
        .map(AppMojo.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOf(App app, MavenProject project) {
    return app.module().pom().equals(PomReader.file(project));
  }

  AppSettings appSettings() {
    return new AppSettings(
        name(),
        mainClass,
        port(),
        packaging(),
        workloadSettings().variables(),
        arguments(),
        imageSettings().content().jvmOptions());
  }

  private @Nullable Integer port() {
    return port == null ? null : ParameterParser.number("dev.port", port, 0, 65_535, 8080);
  }

  private AppSettings.Form packaging() {
    return ParameterParser.oneOf("dev.packaging", packaging, AppSettings.Form.class);
  }

  private @Nullable List<String> arguments() {
    return arguments == null ? null : CommandLineWords.split(arguments);
  }
}
