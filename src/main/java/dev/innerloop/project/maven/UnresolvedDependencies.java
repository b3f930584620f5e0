package dev.innerloop.project.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;

/** Explains why dependencies cannot be resolved, and what their user can do: one per line. */
final class UnresolvedDependencies {

  private final Path root;
  private final List<MavenProject> build;
  private final boolean isOffline;

  /**
   * @param root directory of the build
   * @param build all modules, also those that the session does not include
   * @param isOffline whether Maven asks no repository
   */
  UnresolvedDependencies(Path root, List<MavenProject> build, boolean isOffline) {
    this.root = root;
    this.build = List.copyOf(build);
    this.isOffline = isOffline;
  }

  String describe(MavenProject project, DependencyResolutionException failure) {
    PomErrors places = new PomErrors(root);
    DependencyResolutionResult result = failure.getResult();
    List<String> lines = new ArrayList<>();
    for (Dependency missing : result.getUnresolvedDependencies()) {
      lines.add(
          places.ofDependency(project, missing.getArtifact())
              + "cannot resolve "
              + missing.getArtifact()
              + ": "
              + reason(missing.getArtifact(), result.getResolutionErrors(missing)));
    }
    return lines.isEmpty()
        ? places.ofFile(project) + PomErrors.firstLine(failure.getMessage())
        : String.join("\n", lines);
  }

  private String reason(Artifact artifact, List<Exception> errors) {
    return module(artifact)
        .map(module -> ofModule(module, artifact))
        .orElseGet(() -> ofRepositories(errors));
  }

  private Optional<MavenProject> module(Artifact artifact) {
    return build.stream()
        .filter(module -> module.getGroupId().equals(artifact.getGroupId()))
        .filter(module -> module.getArtifactId().equals(artifact.getArtifactId()))
        .findFirst();
  }

  private String ofModule(MavenProject module, Artifact artifact) {
    String path = root.relativize(PomReader.file(module).toAbsolutePath().getParent()).toString();
    if (!module.getVersion().equals(artifact.getBaseVersion())) {
      return "the module " + path + " of this build has version " + module.getVersion();
    }
    return "it is the module "
        + path
        + " of this build, and not installed. End the session and add the option -am to -pl, or"
        + " install the module and save the POM again: mvn -pl "
        + path
        + " -am install";
  }

  private String ofRepositories(List<Exception> errors) {
    if (isOffline) {
      return "Maven is offline (-o), and the local repository does not have it. Check its version,"
          + " or start the session without -o";
    }
    Set<String> asked = new LinkedHashSet<>();
    boolean isRemembered = false;
    for (Exception error : errors) {
      if (!(error instanceof ArtifactTransferException answer)) {
        return PomErrors.firstLine(error.getMessage());
      }
      if (!(answer instanceof ArtifactNotFoundException)) {
        return PomErrors.firstLine(answer.getMessage())
            + ". Save the POM again once the repository can be reached";
      }
      isRemembered |= answer.isFromCache();
      if (answer.getRepository() != null) {
        asked.add(answer.getRepository().getId() + " (" + answer.getRepository().getUrl() + ")");
      }
    }
    return "it is not in "
        + (asked.isEmpty() ? "the local repository" : String.join(", ", asked))
        + ". Check its name and version"
        + (isRemembered
            ? "; Maven remembers this answer, and asks again in a session that starts with -U"
            : "");
  }
}
