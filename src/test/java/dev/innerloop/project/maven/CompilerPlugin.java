package dev.innerloop.project.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * The parameters of the goal {@code compile} of one version of maven-compiler-plugin, with their
 * defaults. The files in {@code compiler} have those of the goal's descriptor, for which see {@code
 * META-INF/maven/plugin.xml} in the jar of the version.
 */
final class CompilerPlugin {

  static final List<String> VERSIONS =
      List.of(
          "3.1",
          "3.8.1",
          "3.10.1",
          "3.11.0",
          "3.13.0",
          "3.14.1",
          "3.15.0",
          "4.0.0-beta-3",
          "4.0.0-beta-4");

  static final Path BASEDIR = Path.of("/projects/shop");

  private final String version;

  CompilerPlugin(String version) {
    this.version = version;
  }

  SortedSet<String> parameters() {
    SortedSet<String> names = new TreeSet<>();
    for (Xpp3Dom parameter : defaults().getChildren()) {
      names.add(parameter.getName());
    }
    return names;
  }

  /** The effective configuration, as Maven merges it. */
  MojoConfiguration configured(String elements) {
    MavenProject project = project();
    MavenSession session =
        new MavenSession(
            null,
            (org.eclipse.aether.RepositorySystemSession) null,
            new DefaultMavenExecutionRequest(),
            new DefaultMavenExecutionResult());
    session.setProjects(List.of(project));
    session.setCurrentProject(project);
    return new MojoConfiguration(session, execution(elements));
  }

  private MojoExecution execution(String elements) {
    Xpp3Dom configured = parse("<configuration>" + elements + "</configuration>");
    Xpp3Dom effective = new Xpp3Dom("configuration");
    for (Xpp3Dom parameter : defaults().getChildren()) {
      Xpp3Dom own = configured.getChild(parameter.getName());
      effective.addChild(Xpp3Dom.mergeXpp3Dom(own, parameter, Boolean.TRUE));
    }
    PluginDescriptor plugin = new PluginDescriptor();
    plugin.setArtifactId("maven-compiler-plugin");
    MojoDescriptor mojo = new MojoDescriptor();
    mojo.setGoal("compile");
    mojo.setPluginDescriptor(plugin);
    MojoExecution execution = new MojoExecution(mojo);
    execution.setConfiguration(effective);
    return execution;
  }

  private static MavenProject project() {
    Model model = new Model();
    model.setGroupId("com.example");
    model.setArtifactId("shop");
    model.setVersion("1");
    model.getProperties().setProperty("project.build.sourceEncoding", "UTF-8");
    Build build = new Build();
    build.setDirectory(BASEDIR.resolve("target").toString());
    build.setOutputDirectory(BASEDIR.resolve("target/classes").toString());
    model.setBuild(build);
    MavenProject project = new MavenProject(model);
    project.setFile(BASEDIR.resolve("pom.xml").toFile());
    return project;
  }

  private Xpp3Dom defaults() {
    String file = "compiler/" + version + ".xml";
    try (InputStream in = CompilerPlugin.class.getResourceAsStream(file)) {
      return Xpp3DomBuilder.build(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException | XmlPullParserException e) {
      throw new AssertionError(file, e);
    }
  }

  private static Xpp3Dom parse(String xml) {
    try {
      return Xpp3DomBuilder.build(new StringReader(xml));
    } catch (IOException | XmlPullParserException e) {
      throw new AssertionError(xml, e);
    }
  }
}
