package dev.innerloop.project.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The directories of a project, by what they are to its build: sources and resources, what plugins
 * write, and others, which plugins may read.
 *
 * @param top the directory of the whole project
 * @param sources source directories outside of build directories
 * @param resources resource directories outside of build directories
 * @param generated source and resource directories that plugins write into the build directory
 * @param built build directories of all projects
 * @param output the output directory
 * @param shared directories below the build directory that are of no plugin in particular
 * @param tests directories of tests
 */
record ProjectTree(
    Path basedir,
    Path top,
    Set<Path> sources,
    Set<Path> resources,
    Set<Path> generated,
    Set<Path> built,
    Path output,
    Set<Path> shared,
    Set<Path> tests) {

  ProjectTree {
    sources = Set.copyOf(sources);
    resources = Set.copyOf(resources);
    generated = Set.copyOf(generated);
    built = Set.copyOf(built);
    shared = Set.copyOf(shared);
    tests = Set.copyOf(tests);
  }

  /** The tree of the session's current project. */
  static ProjectTree of(MavenSession session) {
    MavenProject project = session.getCurrentProject();
    Path basedir = project.getBasedir().toPath();
    Set<Path> built = new HashSet<>();
    session.getProjects().forEach(it -> built.add(Path.of(it.getBuild().getDirectory())));
    Set<Path> sources = new HashSet<>();
    project.getCompileSourceRoots().forEach(it -> sources.add(basedir.resolve(it).normalize()));
    Set<Path> resources = new HashSet<>();
    project
        .getResources()
        .forEach(it -> resources.add(basedir.resolve(it.getDirectory()).normalize()));
    Set<Path> generated = new HashSet<>(sources);
    generated.addAll(resources);
    generated.removeIf(root -> built.stream().noneMatch(root::startsWith));
    sources.removeAll(generated);
    resources.removeAll(generated);
    Path build = Path.of(project.getBuild().getDirectory());
    Path output = Path.of(project.getBuild().getOutputDirectory());
    // Where annotation processors write, as compiler:compile has it by default.
    generated.remove(build.resolve("generated-sources/annotations"));
    Set<Path> tests = new HashSet<>();
    project.getTestCompileSourceRoots().forEach(it -> tests.add(basedir.resolve(it).normalize()));
    project
        .getTestResources()
        .forEach(it -> tests.add(basedir.resolve(it.getDirectory()).normalize()));
    return new ProjectTree(
        basedir,
        top(session, basedir),
        sources,
        resources,
        generated,
        built,
        output,
        Set.of(output, Path.of(project.getBuild().getTestOutputDirectory())),
        tests);
  }

  private static Path top(MavenSession session, Path basedir) {
    File typed = session.getRequest().getMultiModuleProjectDirectory();
    String root = typed == null ? session.getExecutionRootDirectory() : typed.getPath();
    Path top = root == null ? basedir : Path.of(root).toAbsolutePath().normalize();
    return basedir.startsWith(top) ? top : basedir;
  }

  /** Whether a plugin that names this path may read it, and a change of it means something. */
  boolean isInput(@Nullable Path path) {
    return path != null
        && path.startsWith(top)
        && !basedir.startsWith(path)
        && !isBuilt(path)
        && sources.stream().noneMatch(root -> root.startsWith(path))
        && resources.stream().noneMatch(root -> root.startsWith(path))
        && tests.stream().noneMatch(test -> path.startsWith(test) || test.startsWith(path))
        && !path.startsWith(top.resolve(".git"));
  }

  boolean isRoot(Path path) {
    return sources.contains(path) || resources.contains(path);
  }

  /** Whether the path lies in what a build writes. */
  boolean isBuilt(Path path) {
    return built.stream().anyMatch(path::startsWith);
  }

  /** Whether a plugin that names this path has it for itself. */
  boolean isOwnOutput(Path path) {
    return isBuilt(path)
        && !built.contains(path)
        && shared.stream().noneMatch(it -> it.startsWith(path) || path.startsWith(it));
  }

  /** Whether the path lies in the output directory. */
  boolean isPartOfOutput(Path path) {
    return path.startsWith(output) && !path.equals(output);
  }

  /**
   * What a plugin that names a path may read: with a file those next to it, which it may refer to,
   * and of a directory all but what a package manager or an IDE keeps there.
   */
  Set<Path> readWith(Path path) {
    Path parent = path.getParent();
    if (Files.isRegularFile(path) && isInput(parent) && parent != null) {
      return readWith(parent);
    }
    return Files.isDirectory(path.resolve("node_modules"))
        ? children(path, Set.of("node_modules"))
        : Set.of(path);
  }

  /** Directories of the project's own files that are neither sources nor resources. */
  Set<Path> others() {
    Set<Path> others = new LinkedHashSet<>();
    for (Path each : children(basedir.resolve("src/main"), Set.of("kubernetes", "webapp"))) {
      if (Files.isDirectory(each) && isInput(each)) {
        others.add(each);
      }
    }
    return others;
  }

  private static Set<Path> children(Path directory, Set<String> without) {
    if (!Files.isDirectory(directory)) {
      return Set.of();
    }
    Set<Path> children = new LinkedHashSet<>();
    try (Stream<Path> all = Files.list(directory)) {
      all.filter(it -> !it.getFileName().toString().startsWith("."))
          .filter(it -> !without.contains(it.getFileName().toString()))
          .forEach(children::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return children;
  }
}
