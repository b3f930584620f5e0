package dev.innerloop.project.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.building.ModelProblem;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectBuildingResult;
import org.eclipse.aether.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/** Formats the errors of a POM, one per line: {@code file:line:column: message}. */
final class PomErrors {

  private final Path root;

  /**
   * @param root files are shown relative to it
   */
  PomErrors(Path root) {
    this.root = root;
  }

  String unreadable(ProjectBuildingException failure) {
    Set<String> lines = new TreeSet<>();
    List<ProjectBuildingResult> results = failure.getResults();
    if (results != null) {
      for (ProjectBuildingResult result : results) {
        for (ModelProblem problem : result.getProblems()) {
          if (problem.getSeverity() != ModelProblem.Severity.WARNING) {
            lines.add(
                at(result.getPomFile(), problem.getLineNumber(), problem.getColumnNumber())
                    + firstLine(problem.getMessage()));
          }
        }
      }
    }
    return lines.isEmpty()
        ? at(failure.getPomFile(), 0, 0) + firstLine(failure.getMessage())
        : String.join("\n", lines);
  }

  /** Maven fails without saying where. */
  String unexpected(File top, RuntimeException failure) {
    return at(top, 0, 0)
        + "Maven fails on this POM, or on that of a module: "
        + firstLine(failure.toString());
  }

  /** Where a project declares a dependency; the project's POM if it is one of a dependency. */
  String ofDependency(MavenProject project, Artifact dependency) {
    InputLocation declared =
        declaration(project, dependency.getGroupId(), dependency.getArtifactId());
    return declared == null
        ? ofFile(project)
        : at(fileOf(project, declared), declared.getLineNumber(), declared.getColumnNumber());
  }

  /** The POM of a project. */
  String ofFile(MavenProject project) {
    return at(project.getFile(), 0, 0);
  }

  private static @Nullable InputLocation declaration(
      MavenProject project, String groupId, String artifactId) {
    for (Dependency dependency : project.getDependencies()) {
      if (dependency.getGroupId().equals(groupId)
          && dependency.getArtifactId().equals(artifactId)) {
        InputLocation version = dependency.getLocation("version");
        return version == null ? dependency.getLocation("artifactId") : version;
      }
    }
    return null;
  }

  private static @Nullable File fileOf(MavenProject project, InputLocation declared) {
    if (declared.getSource() != null) {
      String location = declared.getSource().getLocation();
      return location == null ? project.getFile() : new File(location);
    }
    return project.getFile();
  }

  private String at(@Nullable File file, int line, int column) {
    if (file == null) {
      return "";
    }
    Path path = file.toPath();
    String shown = (path.startsWith(root) ? root.relativize(path) : path).toString();
    return line <= 0 ? shown + ": " : shown + ":" + line + ":" + column + ": ";
  }

  static String firstLine(@Nullable String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }
}
