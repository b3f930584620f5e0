package dev.innerloop.project.maven;

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
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.project.MavenProject;

/**
 * The libraries that Spring Boot's {@code repackage} goal puts into the executable archive. The
 * rules depend on its version, its parameters and the manifests of the jars, so it is asked.
 */
final class RepackagedLibraries {

  private static final int ZIP = 0x504B0304;

  private final PackagingGoal goals;

  RepackagedLibraries(PackagingGoal goals) {
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
   */
  Optional<List<File>> of(MavenSession session, MavenProject project) {
    Plugin plugin = project.getPlugin("org.springframework.boot:spring-boot-maven-plugin");
    return plugin == null
        ? Optional.empty()
        : Optional.of(
            goals.ask(session, project, plugin, "repackage", RepackagedLibraries::libraries));
  }

  private static List<File> libraries(Mojo goal) throws ReflectiveOperationException {
    PluginObject repackage = new PluginObject(goal);
    PluginObject libraries =
        new PluginObject(
            Objects.requireNonNull(repackage.call("getLibraries", Collection.class, null)));
    Method each =
        libraries
            .method("doWithLibraries")
            .orElseThrow(() -> new NoSuchMethodException("doWithLibraries"));
    Class<?> callback = each.getParameterTypes()[0];
    List<Library> found = new ArrayList<>();
    each.invoke(
        libraries.object(),
        Proxy.newProxyInstance(
            callback.getClassLoader(),
            new Class<?>[] {callback},
            (proxy, method, arguments) -> {
              if (method.getName().equals("library")) {
                library(new PluginObject(arguments[0])).ifPresent(found::add);
              }
              return null;
            }));
    if (isReproducible(repackage)) {
      found.sort(Comparator.comparing(Library::path));
    }
    return found.stream().map(Library::file).toList();
  }

  private static Optional<Library> library(PluginObject library)
      throws ReflectiveOperationException {
    boolean isIncluded = // before 2.4, all are
        library.method("isIncluded").isEmpty() || Boolean.TRUE.equals(library.call("isIncluded"));
    File file = (File) Objects.requireNonNull(library.call("getFile"));
    boolean isProvided = String.valueOf(library.call("getScope")).equals("PROVIDED");
    return isIncluded && (file.isDirectory() || isZip(file))
        ? Optional.of(
            new Library(
                isProvided ? "lib-provided/" : "lib/",
                String.valueOf(library.call("getName")),
                file))
        : Optional.empty();
  }

  /** Then the libraries are sorted. */
  private static boolean isReproducible(PluginObject repackage)
      throws ReflectiveOperationException {
    return repackage.method("parseOutputTimestamp").isPresent()
        && repackage.call("parseOutputTimestamp") != null;
  }

  private static boolean isZip(File file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file.toPath()))) {
      return in.readInt() == ZIP;
    } catch (IOException e) {
      return false;
    }
  }
}
