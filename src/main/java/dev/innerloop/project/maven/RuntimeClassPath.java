package dev.innerloop.project.maven;

import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.ClassPathEntry.Jar;
import dev.innerloop.project.ClassPathEntry.Output;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Module;
import dev.innerloop.wire.WorkspacePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** The class path of an app, as in the framework's own packaging. */
final class RuntimeClassPath {

  private static final Set<String> RUNTIME_SCOPES =
      Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME);

  // Dependencies that Spring Boot's repackage goal excludes, in addition to optional ones.
  private static final Set<String> SPRING_DEVELOPMENT_TOOLS =
      Set.of("spring-boot-devtools", "spring-boot-docker-compose");

  private final Map<String, Module> modules;

  /**
   * @param modules of the reactor, by {@code groupId:artifactId:version}
   */
  RuntimeClassPath(Map<String, Module> modules) {
    this.modules = modules;
  }

  /**
   * @param container whether a servlet container provides the dependencies of scope provided
   */
  List<ClassPathEntry> of(
      MavenProject project, Module own, Framework framework, boolean container) {
    // Spring Boot's executable WAR also contains dependencies of scope provided.
    boolean provided =
        !container && framework == Framework.SPRING_BOOT && project.getPackaging().equals("war");
    List<ClassPathEntry> entries = new ArrayList<>();
    entries.add(new Output(WorkspacePath.CLASSES, own));
    Set<WorkspacePath> taken = new HashSet<>();
    for (Artifact artifact : project.getArtifacts()) {
      if (belongs(artifact, framework, provided)) {
        entries.add(entry(artifact, taken));
      }
    }
    return entries;
  }

  private static boolean belongs(Artifact artifact, Framework framework, boolean provided) {
    boolean inScope =
        RUNTIME_SCOPES.contains(artifact.getScope())
            || (provided && Artifact.SCOPE_PROVIDED.equals(artifact.getScope()));
    if (!inScope || !artifact.getArtifactHandler().isAddedToClasspath()) {
      return false;
    }
    return framework != Framework.SPRING_BOOT
        || (!artifact.isOptional() && !SPRING_DEVELOPMENT_TOOLS.contains(artifact.getArtifactId()));
  }

  private ClassPathEntry entry(Artifact artifact, Set<WorkspacePath> taken) {
    Coordinates coordinates =
        new Coordinates(artifact.getGroupId(), artifact.getArtifactId(), artifact.getBaseVersion());
    Module module = artifact.hasClassifier() ? null : modules.get(coordinates.toString());
    if (module != null) {
      return new Output(
          unique(module.name(), "", WorkspacePath::module, coordinates, taken), module);
    }
    String file = artifact.getFile().getName();
    int dot = file.lastIndexOf('.');
    String stem = dot < 0 ? file : file.substring(0, dot);
    String extension = dot < 0 ? "" : file.substring(dot);
    return new Jar(
        unique(stem, extension, WorkspacePath::library, coordinates, taken),
        artifact.getFile().toPath(),
        coordinates,
        artifact.isSnapshot());
  }

  // Two groups can have artifacts with the same name.
  private static WorkspacePath unique(
      String stem,
      String extension,
      Function<String, WorkspacePath> inWorkspace,
      Coordinates coordinates,
      Set<WorkspacePath> taken) {
    WorkspacePath path = inWorkspace.apply(stem + extension);
    if (!taken.add(path)) {
      path = inWorkspace.apply(stem + "-" + coordinates.groupId() + extension);
      taken.add(path);
    }
    return path;
  }
}
