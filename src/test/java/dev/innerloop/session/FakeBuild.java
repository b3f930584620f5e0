package dev.innerloop.session;

import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.Generated;
import dev.innerloop.project.build.ProjectBuild;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** A Maven build that records what it is asked for, and copies resources if a test allows it. */
final class FakeBuild implements ProjectBuild {

  final List<String> processed = new ArrayList<>();
  boolean copies;

  /** What the resource processing of a test does to files. */
  Runnable resources = () -> {};

  /** The inputs of each run of plugins. */
  final List<Set<Path>> generated = new ArrayList<>();

  Set<Path> inputs = Set.of();

  /** Those of the inputs that the next plugins do not read. */
  Set<Path> unread = Set.of();

  /** What plugins do, and what follows. */
  Callable<Generated> generation = () -> new Generated(false, false);

  /** What every build fails with; empty if it succeeds. */
  String failure = "";

  /** What plugins print of it. */
  String printed = "";

  @Override
  public void processResources(Module module) throws BuildFailure {
    failIfWanted();
    processed.add(module.name());
    resources.run();
  }

  @Override
  public Optional<SortedMap<String, Path>> copies(Module module, Collection<Path> files) {
    if (!copies) {
      return Optional.empty();
    }
    SortedMap<String, Path> copies = new TreeMap<>();
    Path root = module.resourceRoots().get(0);
    files.forEach(file -> copies.put(root.relativize(file).toString(), file));
    return Optional.of(copies);
  }

  @Override
  public Set<Path> inputs(Module module) {
    return inputs;
  }

  @Override
  public Set<Path> unread(Module module, Collection<Path> changed) {
    return unread;
  }

  @Override
  public Generated generate(Module module, Collection<Path> changed) throws BuildFailure {
    failIfWanted();
    generated.add(Set.copyOf(changed));
    try {
      return generation.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void processClasses(Module module) throws BuildFailure {
    failIfWanted();
    processed.add("classes of " + module.name());
  }

  private void failIfWanted() throws BuildFailure {
    if (!failure.isEmpty()) {
      throw new BuildFailure(failure, List.of(printed), new IllegalStateException());
    }
  }
}
