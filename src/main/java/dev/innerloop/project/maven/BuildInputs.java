package dev.innerloop.project.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
  private final List<GeneratingStep> generating = new ArrayList<>();
  private final Set<Path> ofResources = new LinkedHashSet<>();
  private final Set<Path> ofCompilation = new LinkedHashSet<>();
  private final Set<Path> ofClasses = new LinkedHashSet<>();

  private BuildInputs(ProjectTree tree) {
    this.tree = tree;
  }

  /** Of the session's current project. */
  static BuildInputs of(MavenSession session, LifecycleSteps steps, ExistingPaths existing) {
    BuildInputs inputs = new BuildInputs(ProjectTree.of(session));
    for (MojoExecution step : steps.all()) {
      if (steps.resources().contains(step)) {
        inputs.ofResources.addAll(
            inputs.read(
                ConfiguredPaths.of(
                    session,
                    step,
                    name -> name.equals("filters") || name.equals("buildFilters"),
                    existing)));
      } else if (steps.compilations().contains(step)) {
        inputs.ofCompilation.addAll(
            inputs.read(
                ConfiguredPaths.of(
                    session, step, name -> name.startsWith("compilerArg"), existing)));
      } else if (steps.otherClassSteps().contains(step)) { // the build of the module runs them
        inputs.ofClasses.addAll(
            inputs.read(ConfiguredPaths.of(session, step, name -> true, existing)));
      } else {
        inputs.add(step, ConfiguredPaths.of(session, step, name -> true, existing));
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
    Set<Path> delivers = new HashSet<>(named);
    delivers.removeIf(path -> !tree.isPartOfOutput(path));
    if (!reads.isEmpty() || !builds.isEmpty() || isUnknown(step, named)) {
      generating.add(
          new GeneratingStep(
              step,
              reads,
              builds,
              delivers,
              !named.isEmpty()
                  && named.stream()
                      .allMatch(it -> tree.isRoot(it) || tree.generated().contains(it))));
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
                ? new GeneratingStep(
                    step.execution(), others, step.builds(), step.delivers(), step.mayOnlyAdd())
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
    paths.addAll(ofClasses);
    generating.forEach(step -> paths.addAll(step.reads()));
    return paths;
  }

  /**
   * The steps that read one of these files, those that read what such a step writes, and those that
   * write into the same directories, in order.
   *
   * @param changed files; all may have changed if there are none
   */
  List<GeneratingStep> steps(Collection<Path> changed) {
    Set<Integer> concerned = new TreeSet<>();
    int before;
    do {
      before = concerned.size();
      for (int i = 0; i < generating.size(); i++) {
        if (concerns(changed, generating.get(i).reads()) || belongs(i, concerned)) {
          concerned.add(i);
        }
      }
    } while (concerned.size() > before);
    return concerned.stream().map(generating::get).toList();
  }

  private boolean belongs(int step, Set<Integer> concerned) {
    GeneratingStep it = generating.get(step);
    return concerned.stream()
        .anyMatch(
            index -> {
              GeneratingStep other = generating.get(index);
              return index < step && it.mayRead(other)
                  || it.delivers(other)
                  || tree.generated().stream()
                      .anyMatch(root -> it.names(root) && other.names(root));
            });
  }

  /** Those of {@link #paths} that only steps read that do not run for these files. */
  Set<Path> unread(Collection<Path> changed) {
    List<GeneratingStep> run = steps(changed);
    Set<Path> unread = new LinkedHashSet<>();
    generating.stream()
        .filter(step -> !run.contains(step))
        .forEach(step -> unread.addAll(step.reads()));
    if (!concernResources(changed)) {
      unread.addAll(ofResources);
    }
    if (!concernCompilation(changed)) {
      unread.addAll(ofCompilation);
    }
    if (!changed.isEmpty()) {
      unread.addAll(ofClasses);
    }
    return unread;
  }

  /** Whether one of these files is a filter of resources. */
  boolean concernResources(Collection<Path> changed) {
    return concerns(changed, ofResources);
  }

  /** Whether one of these files may change what any source is compiled to. */
  boolean concernCompilation(Collection<Path> changed) {
    return concerns(changed, ofCompilation);
  }

  /**
   * The source and resource directories that these steps write, and what they name in the output
   * directory.
   */
  Set<Path> outputs(List<GeneratingStep> steps) {
    Set<Path> outputs = new LinkedHashSet<>();
    tree.generated().stream()
        .filter(root -> steps.stream().anyMatch(step -> step.names(root)))
        .forEach(outputs::add);
    steps.forEach(step -> outputs.addAll(step.delivers()));
    return outputs;
  }

  private static boolean concerns(Collection<Path> changed, Set<Path> read) {
    return changed.isEmpty()
        || changed.stream().anyMatch(file -> read.stream().anyMatch(file::startsWith));
  }
}
