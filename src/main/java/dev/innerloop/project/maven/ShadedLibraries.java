package dev.innerloop.project.maven;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The libraries that {@code maven-shade-plugin} includes in its jar: its own selector decides. */
final class ShadedLibraries {

  private static final String PACKAGE = "org.apache.maven.plugins.shade.mojo.";

  private final PackagingGoal goals;

  ShadedLibraries(PackagingGoal goals) {
    this.goals = goals;
  }

  /** Those of some artifacts that the jar includes: all, unless the project configures a set. */
  List<Artifact> of(MavenSession session, MavenProject project, List<Artifact> artifacts) {
    Plugin plugin = project.getPlugin("org.apache.maven.plugins:maven-shade-plugin");
    return plugin == null || !hasArtifactSet(plugin)
        ? artifacts
        : goals.ask(session, project, plugin, "shade", goal -> selected(goal, project, artifacts));
  }

  private static boolean hasArtifactSet(Plugin plugin) {
    return Stream.<ConfigurationContainer>concat(Stream.of(plugin), plugin.getExecutions().stream())
        .map(ConfigurationContainer::getConfiguration)
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast)
        .anyMatch(it -> it.getChild("artifactSet") != null);
  }

  private static List<Artifact> selected(Mojo goal, MavenProject project, List<Artifact> artifacts)
      throws ReflectiveOperationException {
    PluginObject shade = new PluginObject(goal);
    ClassLoader loader = goal.getClass().getClassLoader();
    Constructor<?> constructor =
        Class.forName(PACKAGE + "ArtifactSelector", true, loader)
            .getDeclaredConstructor(
                Artifact.class, Class.forName(PACKAGE + "ArtifactSet", true, loader), String.class);
    constructor.setAccessible(true);
    PluginObject selector =
        new PluginObject(
            constructor.newInstance(
                project.getArtifact(),
                shade.field("artifactSet"),
                Objects.requireNonNullElse(shade.field("shadedGroupFilter"), "")));
    List<Artifact> selected = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      if (Boolean.TRUE.equals(selector.call("isSelected", Artifact.class, artifact))) {
        selected.add(artifact);
      }
    }
    return selected;
  }
}
