package dev.innerloop.project.maven;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.project.MavenProject;

/**
 * The effective POM when it was read; the project itself is changed by the plugins of its build.
 *
 * @param effective effective model as text
 */
record Pom(Path file, Model model, String effective, List<BuildResource> resources) {

  Pom {
    resources = List.copyOf(resources);
  }

  static Pom of(MavenProject project) {
    StringWriter text = new StringWriter();
    try {
      new MavenXpp3Writer().write(text, project.getModel());
    } catch (IOException e) {
      throw new IllegalStateException("in memory", e);
    }
    return new Pom(
        PomReader.file(project),
        project.getModel().clone(),
        text.toString(),
        BuildResource.of(project));
  }

  static List<Pom> of(List<MavenProject> projects) {
    return projects.stream().map(Pom::of).toList();
  }

  String name() {
    return model.getArtifactId();
  }
}
