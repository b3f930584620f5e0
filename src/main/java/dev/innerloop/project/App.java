package dev.innerloop.project;

import java.util.List;
import java.util.Optional;

/**
 * A module that can run: what is deployed.
 *
 * @param name its name on the cluster, an RFC 1123 label
 * @param about what its POM says of it
 * @param packaging in which form it is shipped
 * @param modules its own module first, then the sibling modules on its class path
 * @param classPath in the order of the class path, its own output first, as the framework's own
 *     packaging would have it
 * @param javaRelease the Java feature release that its classes need
 * @param framework what it is built on
 * @param endpoints where it can be asked
 */
public record App(
    String name,
    Coordinates coordinates,
    About about,
    Packaging packaging,
    List<Module> modules,
    List<ClassPathEntry> classPath,
    int javaRelease,
    Framework framework,
    Endpoints endpoints) {

  public App {
    modules = List.copyOf(modules);
    classPath = List.copyOf(classPath);
  }

  /**
   * An app of which no more is known than its port.
   *
   * @param port where it listens for HTTP, 0 if it does not listen
   * @param readinessPath what tells on that port whether it is ready
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

  /** An app that is shipped as its class path. */
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
        About.of(description),
        new Packaging.ClassPath(mainClass),
        modules,
        classPath,
        javaRelease,
        framework,
        endpoints);
  }

  /** The same app, shipped in another form. */
  public App as(Packaging other) {
    return new App(
        name, coordinates, about, other, modules, classPath, javaRelease, framework, endpoints);
  }

  /**
   * The class whose main starts it.
   *
   * @throws IllegalStateException if its packaging is not started by one
   */
  public String mainClass() {
    return packaging
        .mainClass()
        .orElseThrow(() -> new IllegalStateException(name + " is " + packaging.words()));
  }

  /** Where it listens for HTTP, 0 if it does not listen. */
  public int port() {
    return endpoints.port().value();
  }

  /** What tells on its own port whether it is ready; empty if only an open port does. */
  public Optional<String> readinessPath() {
    return endpoints
        .health()
        .filter(health -> !health.apart())
        .map(health -> health.readiness().value());
  }

  public Module module() {
    return modules.get(0);
  }
}
