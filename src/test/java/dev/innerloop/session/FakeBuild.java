package dev.innerloop.session;

import dev.innerloop.project.Build;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A Maven build that records what it is asked for, and copies resources if a test allows it. */
final class FakeBuild implements Build {

  final List<String> processed = new ArrayList<>();
  boolean copies;

  /** What every build fails with; empty if it succeeds. */
  String failure = "";

  @Override
  public void processResources(Module module) throws BuildFailure {
    failIfWanted();
    processed.add(module.name());
  }

  @Override
  public Optional<SortedSet<String>> copyResources(Module module, Collection<Path> files)
      throws IOException {
    if (!copies) {
      return Optional.empty();
    }
    SortedSet<String> copied = new TreeSet<>();
    Path root = module.resourceRoots().get(0);
    for (Path file : files) {
      Path relative = root.relativize(file);
      Path target = module.outputFolder().resolve(relative);
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      copied.add(relative.toString());
    }
    return Optional.of(copied);
  }

  @Override
  public void processClasses(Module module) throws BuildFailure {
    failIfWanted();
    processed.add("classes of " + module.name());
  }

  private void failIfWanted() throws BuildFailure {
    if (!failure.isEmpty()) {
      throw new BuildFailure(failure, new IllegalStateException());
    }
  }
}
