package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that Spring Boot's {@code repackage} goal puts into the executable archive. The
 * rules depend on its version, its parameters and the manifests of the jars, so the goal itself is
 * asked: it is configured as for {@code mvn package}, but not executed.
 */
final class RepackagedLibraries {

  private static final String GOAL = "repackage";
  private static final int ZIP = 0x504B0304;

  private final LifecycleExecutor lifecycle;
  private final BuildPluginManager plugins;
  private final MavenPluginManager goals;

  RepackagedLibraries(
      LifecycleExecutor lifecycle, BuildPluginManager plugins, MavenPluginManager goals) {
    this.lifecycle = lifecycle;
    this.plugins = plugins;
    this.goals = goals;
  }

  /** A library in the archive. */
  private record Library(String location, String name, File file) {

    String path() {
      return location + name;
    }
  }

  /**
   * The files of the libraries, in the order of the class path.
   *
   * @return empty if the project does not use Boot's plugin
   * @throws Problem if the plugin cannot be loaded or its configuration is invalid
   */
  Optional<List<File>> of(MavenSession session, MavenProject project) {
    Plugin plugin = project.getPlugin("org.springframework.boot:spring-boot-maven-plugin");
    if (plugin == null) {
      return Optional.empty();
    }
    MavenProject current = session.getCurrentProject();
    MavenSession own = session.clone();
    own.setCurrentProject(project);
    try {
      MojoExecution execution = execution(own, plugin);
      plugins.getPluginRealm(own, execution.getMojoDescriptor().getPluginDescriptor());
      Mojo goal = goals.getConfiguredMojo(Mojo.class, own, execution);
      try {
        return Optional.of(libraries(goal));
      } finally {
        goals.releaseMojo(goal, execution);
      }
    } catch (Exception e) { // Maven declares seventeen exceptions
      throw new Problem(
          "The class path of "
              + project.getArtifactId()
              + " is unknown: spring-boot-maven-plugin, which packages it, cannot be asked: "
              + e.getMessage(),
          "For details, run: mvn package",
          e);
    } finally {
      session.setCurrentProject(current);
    }
  }

  /** The execution that makes the archive; else as on the command line. */
  private MojoExecution execution(MavenSession session, Plugin plugin) throws Exception {
    String id =
        plugin.getExecutions().stream()
            .filter(it -> it.getGoals().contains(GOAL))
            .map(PluginExecution::getId)
            .findFirst()
            .orElse("default-cli");
    String task =
        String.join(
            ":", plugin.getGroupId(), plugin.getArtifactId(), plugin.getVersion(), GOAL + "@" + id);
    return lifecycle.calculateExecutionPlan(session, true, task).getMojoExecutions().stream()
        .filter(step -> step.getGoal().equals(GOAL))
        .findFirst()
        .orElseThrow();
  }

  private static List<File> libraries(Mojo goal) throws ReflectiveOperationException {
    Object libraries = call(goal, "getLibraries", Collection.class, null);
    Method doWithLibraries =
        method(libraries.getClass(), "doWithLibraries")
            .orElseThrow(() -> new NoSuchMethodException("doWithLibraries"));
    Class<?> callback = doWithLibraries.getParameterTypes()[0];
    List<Library> found = new ArrayList<>();
    doWithLibraries.invoke(
        libraries,
        Proxy.newProxyInstance(
            callback.getClassLoader(),
            new Class<?>[] {callback},
            (proxy, method, arguments) -> {
              if (method.getName().equals("library")) {
                library(arguments[0]).ifPresent(found::add);
              }
              return null;
            }));
    if (isReproducible(goal)) {
      found.sort(Comparator.comparing(Library::path));
    }
    return found.stream().map(Library::file).toList();
  }

  private static Optional<Library> library(Object library) throws ReflectiveOperationException {
    Optional<Method> isIncluded = method(library.getClass(), "isIncluded"); // since 2.4
    File file = (File) call(library, "getFile");
    if (isIncluded.isPresent() && !((boolean) isIncluded.get().invoke(library))
        || !(file.isDirectory() || isZip(file))) {
      return Optional.empty();
    }
    boolean isProvided = String.valueOf(call(library, "getScope")).equals("PROVIDED");
    return Optional.of(
        new Library(
            isProvided ? "lib-provided/" : "lib/", (String) call(library, "getName"), file));
  }

  /** Then the libraries are sorted. */
  private static boolean isReproducible(Mojo goal) throws ReflectiveOperationException {
    Optional<Method> timestamp = method(goal.getClass(), "parseOutputTimestamp");
    return timestamp.isPresent() && timestamp.get().invoke(goal) != null;
  }

  private static boolean isZip(File file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file.toPath()))) {
      return in.readInt() == ZIP;
    } catch (IOException e) {
      return false;
    }
  }

  private static Object call(Object target, String name) throws ReflectiveOperationException {
    return method(target.getClass(), name)
        .orElseThrow(() -> new NoSuchMethodException(name))
        .invoke(target);
  }

  private static Object call(
      Object target, String name, Class<?> parameter, @Nullable Object argument)
      throws ReflectiveOperationException {
    return method(target.getClass(), name, parameter)
        .orElseThrow(
            () -> new NoSuchMethodException(name + "; Spring Boot 2.3 is the oldest with it"))
        .invoke(target, argument);
  }

  /** Also of a superclass, and not public. */
  private static Optional<Method> method(Class<?> type, String name, Class<?>... parameters) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && (parameters.length == 0
                || List.of(parameters).equals(List.of(method.getParameterTypes())))) {
          method.setAccessible(true);
          return Optional.of(method);
        }
      }
    }
    return Optional.empty();
  }
}
