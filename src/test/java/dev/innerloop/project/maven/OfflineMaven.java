package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.build.BuildFailure;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.DefaultLifecycles;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.lifecycle.MavenExecutionPlan;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingResult;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.codehaus.plexus.DefaultContainerConfiguration;
import org.codehaus.plexus.DefaultPlexusContainer;
import org.codehaus.plexus.PlexusConstants;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/**
 * The Maven that the plugin is compiled against, in this JVM: it reads POMs and resolves
 * dependencies, from an empty repository and without a network, and its lifecycle has no steps.
 */
final class OfflineMaven implements AutoCloseable {

  private final DefaultPlexusContainer container;
  private final DefaultRepositorySystemSession repositories;
  private final DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final List<MavenProject> read = new ArrayList<>();
  private final MavenSession session;
  private final PomReader poms;
  private final ReactorReader reactors;

  /**
   * @param root of the build
   * @param repository an empty directory
   */
  OfflineMaven(Path root, Path repository) throws Exception {
    container =
        new DefaultPlexusContainer(
            new DefaultContainerConfiguration()
                .setClassPathScanning(PlexusConstants.SCANNING_INDEX)
                .setAutoWiring(true));
    RepositorySystem system = container.lookup(RepositorySystem.class);
    repositories = MavenRepositorySystemUtils.newSession();
    repositories.setOffline(true);
    repositories.setLocalRepositoryManager(
        system.newLocalRepositoryManager(repositories, new LocalRepository(repository.toFile())));
    repositories.setWorkspaceReader(new Outputs(root));
    Properties java = new Properties();
    java.putAll(System.getProperties());
    request
        .setPom(root.resolve("pom.xml").toFile())
        .setBaseDirectory(root.toFile())
        .setLocalRepositoryPath(repository.toFile())
        .setStartTime(Date.from(Instant.EPOCH))
        .setSystemProperties(java);
    request.setMultiModuleProjectDirectory(root.toFile());
    session = session(container, repositories, request);
    poms =
        new PomReader(
            recorded(container.lookup(ProjectBuilder.class)),
            container.lookup(ProjectDependenciesResolver.class));
    reactors =
        new ReactorReader(
            withoutSteps(container.lookup(DefaultLifecycles.class)),
            container.lookup(BuildPluginManager.class),
            container.lookup(MavenPluginManager.class),
            new ProcessorPathResolver(system),
            poms);
  }

  /** Another session on the build as it was at the start of the first. */
  LiveProject live() throws BuildFailure {
    if (session.getProjects() == null) {
      List<MavenProject> projects = poms.read(session);
      poms.resolve(session, projects, Map.of());
      session.setProjects(projects);
      session.setAllProjects(projects);
    }
    Map<MavenProject, AppSettings> settings =
        session.getProjects().stream()
            .collect(Collectors.toMap(each -> each, each -> AppSettings.NONE));
    return reactors.live(
        session.clone(),
        settings,
        (next, project) -> AppSettings.NONE,
        reactors.read(session, settings));
  }

  /** What Maven has read last; empty if it could not. */
  List<MavenProject> read() {
    return List.copyOf(read);
  }

  /** Keeps what it reads. */
  private ProjectBuilder recorded(ProjectBuilder builder) {
    return (ProjectBuilder)
        Proxy.newProxyInstance(
            ProjectBuilder.class.getClassLoader(),
            new Class<?>[] {ProjectBuilder.class},
            (proxy, method, arguments) -> {
              read.clear();
              try {
                List<?> results = (List<?>) method.invoke(builder, arguments);
                results.forEach(each -> read.add(((ProjectBuildingResult) each).getProject()));
                return results;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @SuppressWarnings("deprecation") // there is no other
  private static MavenSession session(
      DefaultPlexusContainer container,
      DefaultRepositorySystemSession repositories,
      DefaultMavenExecutionRequest request) {
    return new MavenSession(container, repositories, request, new DefaultMavenExecutionResult());
  }

  private static LifecycleExecutor withoutSteps(DefaultLifecycles lifecycles) {
    return (LifecycleExecutor)
        Proxy.newProxyInstance(
            LifecycleExecutor.class.getClassLoader(),
            new Class<?>[] {LifecycleExecutor.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("calculateExecutionPlan");
              return new MavenExecutionPlan(List.of(), lifecycles);
            });
  }

  /** As Maven's own: a module that is compiled is its output directory. */
  private record Outputs(Path root) implements WorkspaceReader {

    @Override
    public WorkspaceRepository getRepository() {
      return new WorkspaceRepository("reactor", root);
    }

    @Override
    public @Nullable File findArtifact(Artifact artifact) {
      Path output = root.resolve(artifact.getArtifactId()).resolve("target/classes");
      return artifact.getExtension().equals("jar") && Files.isDirectory(output)
          ? output.toFile()
          : null;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
      return List.of();
    }
  }

  @Override
  public void close() {
    container.dispose();
  }
}
