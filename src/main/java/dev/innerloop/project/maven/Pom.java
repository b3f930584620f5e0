package dev.innerloop.project.maven;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.project.MavenProject;

/**
 * The effective POM when it was read; the project itself is changed by the plugins of its build.
 *
 * @param effective effective model as text
 */
record Pom(Path file, Model model, String effective) {

  static Pom of(MavenProject project) {
    StringWriter text = new StringWriter();
    try {
      new MavenXpp3Writer().write(text, project.getModel());
    } catch (IOException e) {
      throw new IllegalStateException("in memory", e);
    }
    return new Pom(project.getFile().toPath(), project.getModel().clone(), text.toString());
  }

  static List<Pom> of(List<MavenProject> projects) {
    return projects.stream().map(Pom::of).toList();
  }

  String name() {
    return model.getArtifactId();
  }

  /**
   * Copies what plugins added to the previous project during its build.
   *
   * @param predecessor the project of this POM
   */
  void carryOver(MavenProject predecessor, MavenProject project) {
    for (String root : predecessor.getCompileSourceRoots()) {
      if (!root.equals(model.getBuild().getSourceDirectory())) {
        project.addCompileSourceRoot(root);
      }
    }
    Properties before = predecessor.getProperties();
    for (String name : before.stringPropertyNames()) {
      if (model.getProperties().getProperty(name) == null) {
        project.getProperties().putIfAbsent(name, before.getProperty(name));
      }
    }
  }
}
