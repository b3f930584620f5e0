package dev.innerloop.project.maven;

import java.util.List;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** A resource directory of a project, which can be compared. */
record BuildResource(
    String directory,
    @Nullable String targetPath,
    boolean filtering,
    List<String> includes,
    List<String> excludes) {

  BuildResource {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }

  static List<BuildResource> of(MavenProject project) {
    return project.getResources().stream().map(BuildResource::of).toList();
  }

  private static BuildResource of(Resource resource) {
    return new BuildResource(
        resource.getDirectory(),
        resource.getTargetPath(),
        resource.isFiltering(),
        resource.getIncludes(),
        resource.getExcludes());
  }

  Resource toResource() {
    Resource resource = new Resource();
    resource.setDirectory(directory);
    resource.setTargetPath(targetPath);
    resource.setFiltering(filtering);
    includes.forEach(resource::addInclude);
    excludes.forEach(resource::addExclude);
    return resource;
  }
}
