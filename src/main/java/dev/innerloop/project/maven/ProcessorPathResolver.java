package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.jspecify.annotations.Nullable;

/** Resolves the compiler plugin's {@code annotationProcessorPaths} to jars. */
@Named
public final class ProcessorPathResolver {

  private final RepositorySystem repositories;

  @Inject
  ProcessorPathResolver(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  List<Path> resolve(MavenSession session, MojoConfiguration compiler) {
    List<Xpp3Dom> paths = compiler.children("annotationProcessorPaths");
    if (paths.isEmpty()) {
      return List.of();
    }
    MavenProject project = session.getCurrentProject();
    CollectRequest collect =
        new CollectRequest(
            paths.stream().map(path -> dependency(project, path)).toList(),
            compiler.isTrue("annotationProcessorPathsUseDepMgmt")
                ? managed(session, project)
                : List.of(),
            project.getRemoteProjectRepositories());
    try {
      return repositories
          .resolveDependencies(session.getRepositorySession(), new DependencyRequest(collect, null))
          .getArtifactResults()
          .stream()
          .map(result -> result.getArtifact().getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw new Problem(
          "The annotation processors of " + project.getArtifactId() + " cannot be resolved.",
          "For details, run: mvn compile",
          e);
    }
  }

  private static org.eclipse.aether.graph.Dependency dependency(
      MavenProject project, Xpp3Dom path) {
    return new org.eclipse.aether.graph.Dependency(
        artifact(project, path), "runtime", false, exclusions(path));
  }

  private static List<Exclusion> exclusions(Xpp3Dom path) {
    List<Exclusion> exclusions = new ArrayList<>();
    Xpp3Dom all = path.getChild("exclusions");
    if (all != null) {
      for (Xpp3Dom each : all.getChildren()) {
        exclusions.add(
            new Exclusion(
                required(each, "groupId"),
                required(each, "artifactId"),
                text(each, "classifier", "*"),
                text(each, "extension", "*")));
      }
    }
    return exclusions;
  }

  private static List<org.eclipse.aether.graph.Dependency> managed(
      MavenSession session, MavenProject project) {
    DependencyManagement management = project.getDependencyManagement();
    return management == null
        ? List.of()
        : management.getDependencies().stream()
            .map(
                managed ->
                    RepositoryUtils.toDependency(
                        managed, session.getRepositorySession().getArtifactTypeRegistry()))
            .toList();
  }

  private static Artifact artifact(MavenProject project, Xpp3Dom path) {
    String version = text(path, "version", null);
    return new DefaultArtifact(
        required(path, "groupId"),
        required(path, "artifactId"),
        text(path, "classifier", ""),
        text(path, "type", "jar"),
        version == null ? managedVersion(project, path) : version);
  }

  private static String managedVersion(MavenProject project, Xpp3Dom path) {
    DependencyManagement management = project.getDependencyManagement();
    List<Dependency> all = management == null ? List.of() : management.getDependencies();
    return all.stream()
        .filter(managed -> managed.getGroupId().equals(required(path, "groupId")))
        .filter(managed -> managed.getArtifactId().equals(required(path, "artifactId")))
        .filter(managed -> Objects.equals(managed.getClassifier(), text(path, "classifier", null)))
        .filter(managed -> Objects.equals(managed.getType(), text(path, "type", "jar")))
        .map(Dependency::getVersion)
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "The annotation processor "
                        + required(path, "groupId")
                        + ":"
                        + required(path, "artifactId")
                        + " has no version, neither in annotationProcessorPaths of"
                        + " maven-compiler-plugin nor in dependencyManagement.",
                    "Add it to the POM."));
  }

  private static String required(Xpp3Dom path, String name) {
    String value = text(path, name, null);
    if (value == null) {
      throw new Problem(
          "An entry in annotationProcessorPaths of maven-compiler-plugin has no " + name + ".",
          "Add it to the POM.");
    }
    return value;
  }

  private static @Nullable String text(Xpp3Dom parent, String name, @Nullable String otherwise) {
    Xpp3Dom child = parent.getChild(name);
    return child == null || child.getValue() == null ? otherwise : child.getValue().trim();
  }
}
