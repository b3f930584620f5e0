package dev.innerloop.project.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;

/**
 * What the steps of a project's build read besides sources and resources, as far as their effective
 * configuration says: grammars, schemas, filter files. A step of code generation that names nothing
 * may read everything that is neither a source nor a resource.
 */
final class BuildInputs {

  private static final Set<String> GENERATION =
      Set.of("generate-sources", "process-sources", "generate-resources", "process-resources");

  private final ProjectTree tree;
  private final List<Step> generating = new ArrayList<>();
  private final Set<Path> ofResources = new LinkedHashSet<>();
  private final Set<Path> ofCompilation = new LinkedHashSet<>();

  /**
   * A step of the build.
   *
   * @param reads files and directories
   * @param builds directories below the build directory that it names: it writes them, or reads
   *     what another step has written
   */
  private record Step(MojoExecution execution, Set<Path> reads, Set<Path> builds) {

    private Step {
      reads = Set.copyOf(reads);
      builds = Set.copyOf(builds);
    }
  }

  private BuildInputs(ProjectTree tree) {
    this.tree = tree;
  }

  /** Of the session's current project. */
  static BuildInputs of(MavenSession session, LifecycleSteps steps) {
    BuildInputs inputs = new BuildInputs(ProjectTree.of(session));
    for (MojoExecution step : steps.all()) {
      if (steps.resources().contains(step)) {
        inputs.ofResources.addAll(
            inputs.read(
                ConfiguredPaths.of(
                    session, step, name -> name.equals("filters") || name.equals("buildFilters"))));
      } else if (steps.compilations().contains(step)) {
        inputs.ofCompilation.addAll(
            inputs.read(ConfiguredPaths.of(session, step, name -> name.startsWith("compilerArg"))));
      } else {
        inputs.add(step, ConfiguredPaths.of(session, step, name -> true));
      }
    }
    inputs.addOthers();
    inputs.addLombokConfiguration();
    return inputs;
  }

  private Set<Path> read(Set<Path> named) {
    Set<Path> read = new LinkedHashSet<>();
    named.stream().filter(tree::isInput).forEach(path -> read.addAll(tree.readWith(path)));
    return read;
  }

  private void add(MojoExecution step, Set<Path> named) {
    Set<Path> builds = new HashSet<>(named);
    builds.removeIf(path -> !tree.isOwnOutput(path));
    Set<Path> reads = read(named);
    if (!builds.isEmpty()) { // else it names a directory of resources to add it
      named.stream().filter(tree.resources()::contains).forEach(reads::add);
    }
    if (!reads.isEmpty() || !builds.isEmpty() || isUnknown(step, named)) {
      generating.add(new Step(step, reads, builds));
    }
  }

  /** A step that only adds directories to the project names these. */
  private boolean isUnknown(MojoExecution step, Set<Path> named) {
    return GENERATION.contains(String.valueOf(step.getLifecyclePhase()))
        && named.stream().noneMatch(tree::isRoot);
  }

  /** Steps whose inputs are unknown may read everything that no other step reads. */
  private void addOthers() {
    Set<Path> others = tree.others();
    generating.forEach(
        step ->
            others.removeIf(
                other ->
                    step.reads().stream()
                        .anyMatch(it -> other.startsWith(it) || it.startsWith(other))));
    generating.replaceAll(
        step ->
            step.reads().isEmpty() && isUnknown(step.execution(), Set.of())
                ? new Step(step.execution(), others, step.builds())
                : step);
  }

  /** Lombok reads these files of a source's directory and of those above it. */
  private void addLombokConfiguration() {
    for (Path each = tree.basedir();
        each != null && each.startsWith(tree.top());
        each = each.getParent()) {
      ofCompilation.add(each.resolve("lombok.config"));
    }
  }

  /** All files and directories, which need not exist. */
  Set<Path> paths() {
    Set<Path> paths = new LinkedHashSet<>(ofResources);
    paths.addAll(ofCompilation);
    generating.forEach(step -> paths.addAll(step.reads()));
    return paths;
  }

  /**
   * The steps that read one of these files, and those that read what such a step writes, in order.
   *
   * @param changed files; all may have changed if there are none
   */
  List<MojoExecution> steps(Collection<Path> changed) {
    return concerned(changed).stream().map(Step::execution).toList();
  }

  private List<Step> concerned(Collection<Path> changed) {
    List<Step> concerned = new ArrayList<>();
    for (Step step : generating) {
      if (concerns(changed, step.reads())
          || concerned.stream().anyMatch(before -> overlap(before.builds(), step.builds()))) {
        concerned.add(step);
      }
    }
    return concerned;
  }

  /** Whether one of these files is a filter of resources. */
  boolean concernResources(Collection<Path> changed) {
    return concerns(changed, ofResources);
  }

  /** Whether one of these files may change what any source is compiled to. */
  boolean concernCompilation(Collection<Path> changed) {
    return concerns(changed, ofCompilation);
  }

  /** The source and resource directories that only the steps write that read one of these files. */
  Set<Path> outputs(Collection<Path> changed) {
    List<Step> concerned = concerned(changed);
    Set<Path> outputs = new LinkedHashSet<>();
    for (Path root : tree.generated()) {
      Set<Path> only = Set.of(root);
      boolean isTheirs = concerned.stream().anyMatch(step -> overlap(step.builds(), only));
      boolean isOthers =
          generating.stream()
              .filter(step -> !concerned.contains(step))
              .anyMatch(step -> overlap(step.builds(), only));
      if (isTheirs && !isOthers) {
        outputs.add(root);
      }
    }
    return outputs;
  }

  private static boolean concerns(Collection<Path> changed, Set<Path> read) {
    return changed.isEmpty()
        || changed.stream().anyMatch(file -> read.stream().anyMatch(file::startsWith));
  }

  private static boolean overlap(Set<Path> some, Set<Path> others) {
    return some.stream()
        .anyMatch(
            one ->
                others.stream().anyMatch(other -> one.startsWith(other) || other.startsWith(one)));
  }
}
