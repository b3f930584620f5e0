package dev.innerloop.project.maven;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.project.MavenProject;

/**
 * What the plugins of a build added to a project: directories of sources and resources, and
 * properties. No POM has them, so they are copied to each project that replaces the one that was
 * built.
 */
public record BuildAdditions(
    List<String> sourceRoots, List<BuildResource> resources, Map<String, String> properties) {

  public BuildAdditions {
    sourceRoots = List.copyOf(sourceRoots);
    resources = List.copyOf(resources);
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /**
   * @param before the project before its build
   */
  static BuildAdditions of(Pom before, MavenProject built) {
    List<String> roots = new ArrayList<>(built.getCompileSourceRoots());
    roots.remove(before.model().getBuild().getSourceDirectory());
    List<BuildResource> resources = new ArrayList<>(BuildResource.of(built));
    resources.removeAll(before.resources());
    Properties former = before.model().getProperties();
    Map<String, String> properties = new TreeMap<>();
    for (String name : built.getProperties().stringPropertyNames()) {
      String value = built.getProperties().getProperty(name);
      if (!value.equals(former.getProperty(name))) {
        properties.put(name, value);
      }
    }
    return new BuildAdditions(roots, resources, properties);
  }

  /**
   * Goals fork the lifecycle, which Maven runs on a copy of the project that it drops afterwards:
   * gives the project what plugins added to the copy. Call it while such a goal is executed.
   */
  public static void adopt(MavenProject project) {
    MavenProject executed = project.getExecutionProject();
    if (executed != null) { // itself, if the goal does not fork
      of(Pom.of(project), executed).applyTo(project);
    }
  }

  /** Adds what the project does not have yet. */
  void applyTo(MavenProject project) {
    for (String root : sourceRoots) {
      if (!project.getCompileSourceRoots().contains(root)) {
        project.addCompileSourceRoot(root);
      }
    }
    for (BuildResource resource : resources) {
      if (!BuildResource.of(project).contains(resource)) {
        project.addResource(resource.toResource());
      }
    }
    properties.forEach(project.getProperties()::setProperty);
  }
}
