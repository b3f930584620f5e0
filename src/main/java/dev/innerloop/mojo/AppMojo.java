package dev.innerloop.mojo;

import dev.innerloop.image.dockerfile.BuildTool;
import dev.innerloop.image.dockerfile.DockerfileSource;
import dev.innerloop.image.layout.JvmOptions;
import dev.innerloop.image.registry.Mirror;
import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.ContentSettings;
import dev.innerloop.loop.request.DockerfileSettings;
import dev.innerloop.loop.request.ImageSettings;
import dev.innerloop.loop.request.PullSecretChoice;
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
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that needs the app itself: its classes, and what image it is to become.
 *
 * @param <G> the goal itself
 */
abstract class AppMojo<G extends AppMojo<G>> extends WorkloadMojo<G> {

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

  /** How many replicas run. Without it: one at first, later as many as there are. */
  @Parameter(property = "dev.replicas")
  private @Nullable String replicas;

  /**
   * How the app gets to its replicas: {@code image} puts it into an image that is pushed to a
   * registry, {@code direct} sends it into pods of the base image, {@code auto} takes {@code image}
   * if there is a registry to push to.
   */
  @Parameter(property = "dev.delivery", defaultValue = "auto")
  private String delivery;

  /** The image's whole reference, instead of one made of registry, name and content. */
  @Parameter(property = "dev.image")
  private @Nullable String image;

  /**
   * The image with the Java runtime that the app runs on. Without it: one that fits its release.
   */
  @Parameter(property = "dev.baseImage")
  private @Nullable String baseImage;

  /**
   * The registry that images are pushed to, with a path if it needs one. Without it: the local one
   * that the cluster announces.
   */
  @Parameter(property = "dev.registry")
  private @Nullable String registry;

  /** Where nodes pull what was pushed to {@code dev.registry}. Without it: the same. */
  @Parameter(property = "dev.pullRegistry")
  private @Nullable String pullRegistry;

  /**
   * The Secret by which nodes pull the image, where the project's own resources name none: {@code
   * auto} creates one with the login of this machine if the registry lets nobody in without and
   * there is a login for it, {@code none} creates none, and anything else is the name of one that
   * is in the namespace.
   */
  @Parameter(property = "dev.pullSecret", defaultValue = "auto")
  private String pullSecret;

  /**
   * How images get into the nodes of a local cluster without a registry: {@code kind}, {@code k3d},
   * {@code minikube}, {@code docker}, {@code nerdctl} and {@code ctr} take the program of that name
   * and go before any registry; {@code auto} takes the one that fits the cluster where no registry
   * is known; {@code none} takes none.
   */
  @Parameter(property = "dev.load", defaultValue = "auto")
  private String load;

  /**
   * What makes the image: {@code jib} needs no Dockerfile and no other program; {@code dockerfile}
   * has the project's own Dockerfile built by docker, podman or buildah.
   */
  @Parameter(property = "dev.builder", defaultValue = "jib")
  private String builder;

  /** The Dockerfile, relative to the module. */
  @Parameter(property = "dev.dockerfile", defaultValue = "Dockerfile")
  private String dockerfile;

  /** The folder that the Dockerfile copies from, relative to the module. */
  @Parameter(property = "dev.buildContext", defaultValue = ".")
  private String buildContext;

  /**
   * What builds from the Dockerfile: {@code docker}, {@code podman} or {@code buildah}. Without it:
   * the first of them that is on the PATH and works.
   */
  @Parameter(property = "dev.buildTool")
  private @Nullable String buildTool;

  /**
   * Allows registries without TLS, or with a certificate that nobody vouches for; one on localhost
   * needs no such word. A login is never sent without TLS to another machine.
   */
  @Parameter(property = "dev.insecure", defaultValue = "false")
  private boolean insecure;

  /**
   * A PEM file, relative to the module, with certificates of authorities that registries' own are
   * signed by. They are trusted beside those that the JVM trusts.
   */
  @Parameter(property = "dev.registryCertificates")
  private @Nullable String registryCertificates;

  /**
   * Where images on which the app is built are asked for before their own registry, separated by
   * commas: {@code docker.io=mirror.example.com/hub}.
   */
  @Parameter(property = "dev.mirrors")
  private @Nullable List<String> mirrors;

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

  /** The path of Java in the image. Without it: what the image's own configuration says. */
  @Parameter(property = "dev.java")
  private @Nullable String java;

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

  /**
   * Options of the app's JVM, separated by blanks, for example {@code -Xss512k -XX:+UseZGC}; in dev
   * mode, too. Quotes keep blanks.
   */
  @Parameter(property = "dev.jvmOptions")
  private @Nullable String jvmOptions;

  /**
   * The platforms that the image is for, separated by commas, for example {@code
   * linux/amd64,linux/arm64}; the base image must be made for all of them. Without it: that of the
   * nodes.
   */
  @Parameter(property = "dev.platforms")
  private @Nullable List<String> platforms;

  /**
   * The tags of the image that {@code dev:image} builds and {@code dev:push} pushes, separated by
   * commas: {@code content} stands for one made of the content, {@code version} for the project's
   * version, {@code revision} for the commit, anything else is a name. Resources name the first.
   * Without it: {@code content}.
   */
  @Parameter(property = "dev.tags")
  private @Nullable List<String> tags;

  /**
   * Tags that may be taken from a release that has them, separated by commas, or {@code all}. An
   * image is a release unless it says of itself that its version is a snapshot.
   */
  @Parameter(property = "dev.overwrite", defaultValue = "latest")
  private List<String> overwrite;

  /**
   * What becomes of the bill of materials, in CycloneDX: {@code none} is made, {@code file} writes
   * {@code target/dev/bom.json} with the image, {@code attach} also pushes it beside the image.
   */
  @Parameter(property = "dev.sbom", defaultValue = "none")
  private String sbom;

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

  MavenLogins logins() {
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

  ImageSettings imageSettings() {
    return new ImageSettings(
        Choices.oneOf("dev.delivery", delivery, ImageSettings.Choice.class),
        image,
        baseImage,
        registry,
        pullRegistry,
        PullSecretChoice.parse(pullSecret),
        registryAccess(),
        java,
        replicas == null
            ? OptionalInt.empty()
            : OptionalInt.of(Choices.number("dev.replicas", replicas, 0, 1000, 2)),
        Choices.oneOf("dev.load", load, ImageSettings.Load.class),
        dockerfileSettings(),
        contentSettings());
  }

  private RegistryAccess registryAccess() {
    return new RegistryAccess(
        insecure,
        Optional.ofNullable(registryCertificates)
            .map(file -> project().getBasedir().toPath().resolve(file)),
        mirrors == null ? List.of() : mirrors.stream().map(Mirror::parse).toList(),
        logins().proxy(),
        session().isOffline(),
        session().getRequest().isUpdateSnapshots());
  }

  private enum Builder {
    JIB,
    DOCKERFILE
  }

  private Optional<DockerfileSettings> dockerfileSettings() {
    if (Choices.oneOf("dev.builder", builder, Builder.class) == Builder.JIB) {
      return Optional.empty();
    }
    Path module = project().getBasedir().toPath();
    return Optional.of(
        new DockerfileSettings(
            new DockerfileSource(
                module.resolve(dockerfile).normalize(), module.resolve(buildContext).normalize()),
            Optional.ofNullable(buildTool)
                .map(tool -> Choices.oneOf("dev.buildTool", tool, BuildTool.class))));
  }

  private ContentSettings contentSettings() {
    return new ContentSettings(
        jvmOptions == null ? List.of() : JvmOptions.parse(jvmOptions),
        platforms == null ? List.of() : ContentSettings.architectures(platforms),
        tags == null ? List.of() : tags.stream().map(String::strip).toList(),
        overwrite.stream().map(String::strip).collect(Collectors.toSet()),
        Choices.oneOf("dev.sbom", sbom, ContentSettings.Sbom.class));
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
