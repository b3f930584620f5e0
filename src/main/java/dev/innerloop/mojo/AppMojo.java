package dev.innerloop.mojo;

import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.SessionSettings;
import dev.innerloop.manifest.fragment.ProjectManifests;
import dev.innerloop.mojo.setting.Choices;
import dev.innerloop.mojo.setting.MavenLogins;
import dev.innerloop.mojo.setting.MavenProperties;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.maven.AppSettings;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.service.source.ServiceSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that needs the app itself: its classes, and what image it is to become.
 *
 * @param <G> the goal itself
 */
abstract class AppMojo<G extends AppMojo<G>> extends AppImageMojo<G> {

  private static final String GENERATE = "generate";

  private final ReactorReader reader;
  private final SettingsDecrypter decrypter;

  /**
   * The class whose main method starts the app. Without it: what the configuration of the Spring
   * Boot, jar or exec plugin says, else the only class that has a main method.
   */
  @Parameter(property = "dev.mainClass")
  private @Nullable String mainClass;

  /**
   * The port on which the app listens for HTTP, 0 if it listens on none. Without it: what the app's
   * own configuration says, such as {@code server.port} of Spring Boot, else 8080. The app is told
   * by the environment variable PORT.
   */
  @Parameter(property = "dev.port")
  private @Nullable String port;

  /**
   * Where the resources come from: {@code generate} makes them from the POM; a path, relative to
   * the module, takes a folder of YAML files, a Kustomize base or a Helm chart instead. The
   * Deployment in it that runs the app's image is the one that is developed. What is in {@code
   * src/main/kubernetes} is merged into either.
   */
  @Parameter(property = "dev.manifestSource", defaultValue = GENERATE)
  private String manifestSource;

  /**
   * Files of values for the Helm chart that {@code dev.manifestSource} names, separated by commas
   * and relative to the module; later ones go over former ones.
   */
  @Parameter(property = "dev.manifestValues")
  private @Nullable List<String> manifestValues;

  /**
   * Checks the resources before anything is sent: fields, values, names, and what refers to what.
   */
  @Parameter(property = "dev.validate", defaultValue = "true")
  private boolean validate;

  /**
   * Deletes a resource and creates it again where a field changes that is fixed once it exists,
   * such as the template of a Job. What runs of it ends meanwhile. Never a PersistentVolumeClaim.
   */
  @Parameter(property = "dev.recreate", defaultValue = "false")
  private boolean recreate;

  /**
   * What the app needs beside it, separated by commas: {@code auto} derives it from the libraries
   * on its class path and from the project's Compose file, {@code compose} takes the Compose file
   * only; {@code postgresql}, {@code mysql}, {@code mariadb}, {@code mongodb}, {@code redis},
   * {@code kafka}, {@code rabbitmq}, {@code artemis}, {@code elasticsearch} and {@code keycloak}
   * name it. Without it: what has a file in {@code src/main/kubernetes/services}; these are taken
   * with the others, too. {@code none}: nothing. With {@code cluster} beside these, or alone for
   * {@code auto}, an app on this machine uses those of the cluster.
   */
  @Parameter(property = "dev.services")
  private @Nullable List<String> services;

  /**
   * Images of services in place of the usual ones, separated by commas: {@code
   * postgresql=registry.example.com/postgres:17}.
   */
  @Parameter(property = "dev.serviceImages")
  private @Nullable List<String> serviceImages;

  /**
   * In which form the app is shipped: {@code classpath} puts classes and jars as they are on one
   * class path, {@code boot} unpacks the executable jar of Spring Boot with its own layers and
   * loader, {@code war} unpacks a web application into the servlet container of the base image,
   * {@code quarkus} takes the fast jar in {@code target/quarkus-app}, {@code native} the executable
   * in {@code target}. {@code auto} is {@code war} for a project of that packaging, {@code quarkus}
   * where its plugin is, else {@code classpath}. Dev mode needs a class path.
   */
  @Parameter(property = "dev.packaging", defaultValue = "auto")
  private String packaging;

  AppMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    this.reader = reader;
    this.decrypter = decrypter;
  }

  /** Libraries are needed whichever apps are selected. */
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

  private ServiceSettings serviceSettings() {
    Map<String, String> images = new LinkedHashMap<>();
    for (String image : serviceImages == null ? List.<String>of() : serviceImages) {
      int equals = image.indexOf('=');
      if (equals <= 0 || equals == image.length() - 1) {
        throw new Problem(
            "dev.serviceImages has \"" + image + "\", which names no service and image.",
            "Write it as NAME=IMAGE, such as postgresql=registry.example.com/postgres:17");
      }
      images.put(image.substring(0, equals).strip(), image.substring(equals + 1).strip());
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
          "dev.manifestValues is set, and dev.manifestSource names no Helm chart that they are"
              + " for.",
          "Leave it out, or name the chart: -Ddev.manifestSource=PATH");
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

  /** What was built, and which of it runs. */
  Reactor reactor(Map<MavenProject, G> goals) {
    Reactor reactor = reader.read(session(), settings(goals));
    List<App> selected =
        reactor.apps().stream()
            .filter(app -> goals.keySet().stream().anyMatch(it -> isApp(it) && isOf(app, it)))
            .toList();
    if (selected.isEmpty()) {
      throw new Problem(
          "No class with a main method was found in "
              + String.join(", ", reactor.modules().stream().map(module -> module.name()).toList())
              + ".",
          "Add one, or say which class runs: -Ddev.mainClass=com.example.Main");
    }
    return new Reactor(reactor.basedir(), reactor.modules(), selected);
  }

  /** What each module's configuration says of the app in it. */
  Map<MavenProject, AppSettings> settings(Map<MavenProject, G> goals) {
    Map<MavenProject, AppSettings> settings = new LinkedHashMap<>();
    goals.forEach((project, goal) -> settings.put(project, goal.appSettings()));
    return settings;
  }

  /** The goal as the app's own module configured it. */
  G goalOf(App app, Map<MavenProject, G> goals) {
    return goals.entrySet().stream()
        .filter(entry -> isOf(app, entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOf(App app, MavenProject project) {
    return app.module().pom().equals(project.getFile().toPath());
  }

  AppSettings appSettings() {
    return new AppSettings(
        name(),
        mainClass,
        port == null ? null : Choices.number("dev.port", port, 0, 65_535, 8080),
        Choices.oneOf("dev.packaging", packaging, AppSettings.Form.class),
        workloadSettings().variables());
  }
}
