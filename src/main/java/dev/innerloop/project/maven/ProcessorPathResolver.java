package dev.innerloop.project.maven;

import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
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
    CollectRequest collect = new CollectRequest();
    for (Xpp3Dom path : paths) {
      collect.addDependency(
          new org.eclipse.aether.graph.Dependency(artifact(project, path), "runtime"));
    }
    collect.setRepositories(project.getRemoteProjectRepositories());
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

  private static Artifact artifact(MavenProject project, Xpp3Dom path) {
    String groupId = required(path, "groupId");
    String artifactId = required(path, "artifactId");
    String version = text(path, "version", null);
    if (version == null) {
      version = managedVersion(project, groupId, artifactId);
    }
    return new DefaultArtifact(
        groupId, artifactId, text(path, "classifier", ""), text(path, "type", "jar"), version);
  }

  private static @Nullable String managedVersion(
      MavenProject project, String groupId, String artifactId) {
    DependencyManagement management = project.getDependencyManagement();
    if (management == null) {
      return null;
    }
    return management.getDependencies().stream()
        .filter(managed -> managed.getGroupId().equals(groupId))
        .filter(managed -> managed.getArtifactId().equals(artifactId))
        .map(Dependency::getVersion)
        .findFirst()
        .orElse(null);
  }

  private static String required(Xpp3Dom path, String name) {
    String value = text(path, name, null);
    if (value == null) {
      throw new Problem(
          "A path in annotationProcessorPaths of maven-compiler-plugin has no " + name + ".",
          "Add it to the POM.");
    }
    return value;
  }

  private static @Nullable String text(Xpp3Dom parent, String name, @Nullable String otherwise) {
    Xpp3Dom child = parent.getChild(name);
    return child == null || child.getValue() == null ? otherwise : child.getValue().trim();
  }
}
