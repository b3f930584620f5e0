package dev.innerloop.project;

import dev.innerloop.project.metadata.ProjectInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A module that can run and be deployed.
 *
 * @param name its name on the cluster, an RFC 1123 label
 * @param info the description in its POM
 * @param packaging its packaging in the image
 * @param modules its own module first, then the sibling modules on its class path
 * @param classPath in order, its own output first, as in the framework's own packaging
 * @param javaRelease the Java feature release that its classes need
 * @param framework its framework
 * @param endpoints its ports and health paths
 * @param arguments of its main method
 * @param packageAccess JVM options for what the manifest of its jar opens and exports
 * @param workingPaths what it reads from its working directory
 */
public record App(
    String name,
    Coordinates coordinates,
    ProjectInfo info,
    Packaging packaging,
    List<Module> modules,
    List<ClassPathEntry> classPath,
    int javaRelease,
    Framework framework,
    Endpoints endpoints,
    List<String> arguments,
    List<String> packageAccess,
    List<WorkingPath> workingPaths) {

  /** The first Java release with modules, and with options for them. */
  private static final int MODULES = 9;

  public App {
    modules = List.copyOf(modules);
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
    packageAccess = List.copyOf(packageAccess);
    workingPaths = List.copyOf(workingPaths);
  }

  /**
   * An app with only a port.
   *
   * @param port HTTP port, 0 if it has none
   * @param readinessPath readiness path on that port
   */
  public App(
      String name,
      Coordinates coordinates,
      String description,
      String mainClass,
      List<Module> modules,
      List<ClassPathEntry> classPath,
      int javaRelease,
      Framework framework,
      int port,
      Optional<String> readinessPath) {
    this(
        name,
        coordinates,
        description,
        mainClass,
        modules,
        classPath,
        javaRelease,
        framework,
        Endpoints.of(port, readinessPath));
  }

  /** An app that is packaged as a class path. */
  public App(
      String name,
      Coordinates coordinates,
      String description,
      String mainClass,
      List<Module> modules,
      List<ClassPathEntry> classPath,
      int javaRelease,
      Framework framework,
      Endpoints endpoints) {
    this(
        name,
        coordinates,
        ProjectInfo.of(description),
        new Packaging.ClassPath(mainClass),
        modules,
        classPath,
        javaRelease,
        framework,
        endpoints,
        List.of(),
        List.of(),
        List.of());
  }

  /** The same app with another packaging. */
  public App as(Packaging other) {
    return new App(
        name,
        coordinates,
        info,
        other,
        modules,
        classPath,
        javaRelease,
        framework,
        endpoints,
        arguments,
        packageAccess,
        workingPaths);
  }

  /** The same app, started with arguments and with files in its working directory. */
  public App startedWith(List<String> others, List<WorkingPath> files) {
    return new App(
        name,
        coordinates,
        info,
        packaging,
        modules,
        classPath,
        javaRelease,
        framework,
        endpoints,
        others,
        packageAccess,
        files);
  }

  /**
   * The main class.
   *
   * @throws IllegalStateException if its packaging has none
   */
  public String mainClass() {
    return packaging
        .mainClass()
        .orElseThrow(() -> new IllegalStateException(name + " is " + packaging.description()));
  }

  /** Its HTTP port, 0 if it has none. */
  public int port() {
    return endpoints.port().value();
  }

  /** The readiness path on its own port; empty if readiness is only an open port. */
  public Optional<String> readinessPath() {
    return endpoints
        .health()
        .filter(health -> !health.onManagementPort())
        .map(health -> health.readiness().value());
  }

  public Module module() {
    return modules.get(0);
  }

  /** Options without which a JVM refuses its classes, or what they do. */
  public List<String> requiredJvmOptions() {
    List<String> options = new ArrayList<>();
    if (modules.stream().anyMatch(module -> module.compiler().enablesPreview())) {
      options.add("--enable-preview");
    }
    if (javaRelease >= MODULES) {
      options.addAll(packageAccess);
    }
    return options;
  }
}
