package dev.innerloop.session;

import dev.innerloop.content.FileStamp;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.Generated;
import dev.innerloop.project.build.ProjectBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The project's own build. What its plugins read and write is no news afterwards, also if they
 * fail.
 */
final class ObservedBuild implements ProjectBuild {

  private final ProjectBuild build;
  private final GeneratedFiles files;

  ObservedBuild(ProjectBuild build, GeneratedFiles files) {
    this.build = build;
    this.files = files;
  }

  @Override
  public void processResources(Module module) throws BuildFailure {
    build.processResources(module);
  }

  @Override
  public Optional<SortedMap<String, Path>> copies(Module module, Collection<Path> changed) {
    return build.copies(module, changed);
  }

  @Override
  public Set<String> resourceOutputs(Module module) throws IOException {
    return build.resourceOutputs(module);
  }

  @Override
  public Set<String> resourceOutputs(Module module, Path resource) {
    return build.resourceOutputs(module, resource);
  }

  @Override
  public Set<Path> inputs(Module module) {
    return build.inputs(module);
  }

  @Override
  public Set<Path> unread(Module module, Collection<Path> changed) {
    return build.unread(module, changed);
  }

  @Override
  public Generated generate(Module module, Collection<Path> changed) throws BuildFailure {
    return observe(module, changed, () -> build.generate(module, changed));
  }

  @Override
  public void processClasses(Module module) throws BuildFailure {
    observe(
        module,
        Set.of(),
        () -> {
          build.processClasses(module);
          return module;
        });
  }

  private interface Run<T> {
    T perform() throws BuildFailure;
  }

  private <T> T observe(Module module, Collection<Path> changed, Run<T> run) throws BuildFailure {
    Set<Path> inputs = build.inputs(module);
    Set<Path> unread = build.unread(module, changed);
    Map<Path, FileStamp> before = files.stamps(inputs);
    try {
      return run.perform();
    } finally {
      files.ran(module, before, inputs, unread);
    }
  }
}
