package dev.innerloop.mojo;

import dev.innerloop.cluster.namespace.GuardRails;
import dev.innerloop.manifest.settings.WorkloadSettings;
import java.io.File;
import java.io.StringReader;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.eclipse.aether.RepositorySystemSession;

/** What goals make of a {@code <configuration>} in a POM, by Maven's own means. */
final class Configured {

  private Configured() {}

  static WorkloadSettings workload(String configuration) {
    return goal(configuration).workloadSettings();
  }

  static GuardRails guardRails(String configuration) {
    return goal(configuration).guardRails();
  }

  static ManifestsMojo goal(String configuration) {
    return goal(new ManifestsMojo(null, null), configuration);
  }

  /** A goal with a configuration, in a project and a session of nothing else. */
  static <G extends GoalMojo> G goal(G goal, String configuration) {
    try {
      new BasicComponentConfigurator()
          .configureComponent(
              goal,
              new XmlPlexusConfiguration(
                  Xpp3DomBuilder.build(
                      new StringReader(
                          configuration.replaceFirst(
                              "<configuration>",
                              "$0<session>\\${session}</session><project>\\${project}</project>")))),
              new Verbatim(),
              new ClassWorld("test", Configured.class.getClassLoader()).getRealm("test"));
      return goal;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // Maven declares many
      throw new IllegalStateException(e);
    }
  }

  /** Leaves texts as they are; paths are relative to the project. */
  private static final class Verbatim implements ExpressionEvaluator {

    private final MavenProject project = new MavenProject();

    Verbatim() {
      project.setFile(new File("pom.xml").getAbsoluteFile());
      project.setArtifactId("shop");
    }

    @Override
    public Object evaluate(String expression) {
      return switch (expression) {
        case "${project}" -> project;
        case "${session}" -> session();
        default -> expression;
      };
    }

    @SuppressWarnings("deprecation") // Maven has no other way without a container
    private MavenSession session() {
      MavenSession session =
          new MavenSession(
              null,
              (RepositorySystemSession) null,
              new DefaultMavenExecutionRequest(),
              new DefaultMavenExecutionResult());
      session.setProjects(List.of(project));
      session.getResult().setProject(project);
      return session;
    }

    @Override
    public File alignToBaseDirectory(File file) {
      return file.getAbsoluteFile();
    }
  }
}
