package dev.innerloop.project.maven;

import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.ClassPathEntry.Directory;
import dev.innerloop.project.ClassPathEntry.Jar;
import dev.innerloop.project.ClassPathEntry.Output;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Module;
import dev.innerloop.wire.WorkspacePath;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** The class path of an app, as it is packaged. */
final class RuntimeClassPath {

  private static final Set<String> RUNTIME_SCOPES =
      Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME);

  /** They watch the class path and start containers, which is done by this plugin. */
  private static final Set<String> SPRING_DEVELOPMENT_TOOLS =
      Set.of("spring-boot-devtools", "spring-boot-docker-compose");

  private final Map<String, Module> modules;
  private final RepackagedLibraries repackaged;
  private final ShadedLibraries shaded;

  /**
   * @param modules of the reactor, by {@code groupId:artifactId:version}
   */
  RuntimeClassPath(Map<String, Module> modules, PackagingGoal goals) {
    this.modules = modules;
    this.repackaged = new RepackagedLibraries(goals);
    this.shaded = new ShadedLibraries(goals);
  }

  /** The class path of an app. */
  List<ClassPathEntry> of(
      MavenSession session, MavenProject project, Module own, Framework framework) {
    List<Artifact> artifacts =
        framework == Framework.SPRING_BOOT
            ? repackaged
                .of(session, project)
                .map(files -> artifacts(project, files))
                .orElseGet(() -> shaded.of(session, project, withoutDevelopmentTools(project)))
            : shaded.of(session, project, runtime(project));
    return entries(own, artifacts);
  }

  /** The runtime scope as Maven resolves it. */
  List<ClassPathEntry> ofRuntimeScope(MavenProject project, Module own) {
    return entries(own, runtime(project));
  }

  private static List<Artifact> runtime(MavenProject project) {
    return project.getArtifacts().stream()
        .filter(artifact -> RUNTIME_SCOPES.contains(artifact.getScope()))
        .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
        .toList();
  }

  private static List<Artifact> withoutDevelopmentTools(MavenProject project) {
    return runtime(project).stream()
        .filter(artifact -> !SPRING_DEVELOPMENT_TOOLS.contains(artifact.getArtifactId()))
        .toList();
  }

  private static List<Artifact> artifacts(MavenProject project, List<File> files) {
    Map<File, Artifact> byFile = new LinkedHashMap<>();
    project.getArtifacts().forEach(artifact -> byFile.putIfAbsent(artifact.getFile(), artifact));
    Set<Artifact> artifacts = new LinkedHashSet<>();
    for (File file : files) {
      Artifact artifact = byFile.get(file);
      if (artifact != null) {
        artifacts.add(artifact);
      }
    }
    return List.copyOf(artifacts);
  }

  private List<ClassPathEntry> entries(Module own, List<Artifact> artifacts) {
    List<ClassPathEntry> entries = new ArrayList<>();
    entries.add(new Output(WorkspacePath.CLASSES, own));
    Set<WorkspacePath> taken = new HashSet<>();
    Set<Path> directories = new HashSet<>();
    for (Artifact artifact : artifacts) {
      ClassPathEntry entry = entry(artifact, taken);
      // Before a sibling is packaged, its artifact with a classifier is its output directory, too.
      boolean isRepeated =
          entry instanceof Output output && !directories.add(output.module().outputFolder());
      if (!isRepeated) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private ClassPathEntry entry(Artifact artifact, Set<WorkspacePath> taken) {
    Coordinates coordinates =
        new Coordinates(artifact.getGroupId(), artifact.getArtifactId(), artifact.getBaseVersion());
    Module module = modules.get(coordinates.toString());
    Path path = artifact.getFile().toPath();
    if (module != null && (!artifact.hasClassifier() || path.equals(module.outputFolder()))) {
      return new Output(
          unique(module.name(), "", WorkspacePath::module, coordinates, taken), module);
    }
    if (artifact.getFile().isDirectory()) {
      String name =
          artifact.getArtifactId()
              + (artifact.hasClassifier() ? "-" + artifact.getClassifier() : "");
      return new Directory(unique(name, "", WorkspacePath::module, coordinates, taken), path);
    }
    String file = artifact.getFile().getName();
    int dot = file.lastIndexOf('.');
    String stem = dot < 0 ? file : file.substring(0, dot);
    String extension = dot < 0 ? "" : file.substring(dot);
    return new Jar(
        unique(stem, extension, WorkspacePath::library, coordinates, taken),
        path,
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
