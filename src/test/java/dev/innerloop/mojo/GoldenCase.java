package dev.innerloop.mojo;

import dev.innerloop.manifest.ExplainedResources;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.framework.AppDependencies;
import dev.innerloop.project.framework.AppFiles;
import dev.innerloop.project.framework.EndpointsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An app whose resources are kept as files: its configuration in the POM, its own configuration,
 * and what comes of both.
 *
 * @param resources where its own configuration is
 */
record GoldenCase(String name, String app, AppDependencies libraries, Path resources) {

  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final AppDependencies JDK_ONLY = new AppDependencies(Set.of(), Map.of());
  private static final AppDependencies SPRING =
      new AppDependencies(
          Set.of("org.springframework.boot", "org.springframework"),
          Map.of("spring-boot-actuator", "", "spring-web", "", "spring-webmvc", ""));

  static List<GoldenCase> all() {
    return List.of(
        new GoldenCase("hello", "hello", JDK_ONLY, resourcesOf("hello")),
        new GoldenCase("spring", "greetings", SPRING, resourcesOf("spring")),
        new GoldenCase("clinic", "clinic", SPRING, resourcesOf("clinic")),
        new GoldenCase("everything", "shop", SPRING, FOLDER.resolve("everything")),
        plain("storage"),
        plain("statefulset"),
        plain("job"),
        plain("cronjob"),
        plain("gateway"),
        plain("route"));
  }

  private static GoldenCase plain(String name) {
    return new GoldenCase(name, "shop", JDK_ONLY, FOLDER.resolve(name));
  }

  private static Path resourcesOf(String example) {
    return Path.of("examples", example, "src/main/resources");
  }

  /** Where its files are. */
  Path folder() {
    return FOLDER.resolve(name);
  }

  /** Where the resources are that come of it. */
  Path generated() {
    return folder().resolve("kubernetes");
  }

  ExplainedResources explained() {
    return explained("registry.example.com/acme/" + app + ":1.0");
  }

  /**
   * @param image that the pods run
   */
  ExplainedResources explained(String image) {
    try {
      WorkloadSettings settings =
          Configured.workload(Files.readString(folder().resolve("configuration.xml")));
      return Manifests.explained(
          new ManifestRequest(
              new App(
                  app,
                  new Coordinates("com.example", app, "1.0-SNAPSHOT"),
                  "",
                  "com.example.Main",
                  List.of(),
                  List.of(),
                  17,
                  libraries.framework(),
                  EndpointsReader.read(
                      new AppFiles(resources, List.of(resources), resources, List.of()),
                      libraries,
                      settings.variables(),
                      Optional.empty())),
              new ManifestRequest.Image(image, false),
              OptionalInt.empty(),
              name.equals("route"),
              settings));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
