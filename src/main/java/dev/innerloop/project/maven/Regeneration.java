package dev.innerloop.project.maven;

import dev.innerloop.content.FileTree;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.Generated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Runs the steps of a build again that read changed inputs. */
final class Regeneration {

  private final String module;
  private final BuildInputs inputs;
  private final Path output;
  private final Set<String> resources;
  private final Path aside;

  /**
   * @param module its name
   * @param output its output directory
   * @param resources the copies of resources in it
   * @param aside a directory that need not exist
   */
  Regeneration(String module, BuildInputs inputs, Path output, Set<String> resources, Path aside) {
    this.module = module;
    this.inputs = inputs;
    this.output = output;
    this.resources = Set.copyOf(resources);
    this.aside = aside;
  }

  /** Runs a step. */
  interface Run {
    void perform(GeneratingStep step) throws BuildFailure;
  }

  /**
   * @param changed inputs; all may have changed if there are none
   */
  Generated run(Collection<Path> changed, Run run) throws BuildFailure {
    List<GeneratingStep> steps = inputs.steps(changed);
    Set<Path> gone;
    try {
      GeneratedDirectories directories =
          GeneratedDirectories.moveAside(inputs.outputs(steps), this::isOther, aside);
      try {
        for (GeneratingStep step : steps) {
          run.perform(step);
          directories.ran(step);
        }
      } catch (BuildFailure e) {
        directories.restore();
        throw e;
      }
      gone = directories.complete();
    } catch (IOException e) {
      throw new BuildFailure("What was generated in " + module + " cannot be replaced", e);
    }
    SortedSet<String> deleted = new TreeSet<>();
    for (Path file : gone) {
      if (file.startsWith(output)) {
        deleted.add(FileTree.relative(output, file));
      }
    }
    // Annotation processors may have written what is gone from the output.
    return new Generated(
        !steps.isEmpty() || inputs.concernResources(changed),
        inputs.concernCompilation(changed) || !deleted.isEmpty(),
        deleted);
  }

  private boolean isOther(Path file) {
    return file.startsWith(output)
        && (file.toString().endsWith(".class")
            || resources.contains(FileTree.relative(output, file)));
  }
}
