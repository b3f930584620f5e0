package dev.innerloop.acceptance;

import static java.util.stream.Collectors.joining;

import dev.innerloop.content.FileTree;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code mvn process-classes} in a copy of a project without its {@code target} folders: what a
 * session is held against.
 */
final class FreshBuild {

  private static final String CLASS_PATH = "target/class-path.txt";

  private final WarmMaven maven;
  private static final Pattern ARGUMENT = Pattern.compile("<argument>([^<]*)</argument>");

  private final List<String> arguments;
  private final List<String> packaging;
  private final ProjectCopy project;
  private final String app;
  private int builds;
  private String failure = "";

  /**
   * @param app folder of the app's module, relative to the project's
   */
  FreshBuild(WarmMaven maven, Bench bench, ProjectCopy project, String app) {
    this(maven, bench, project, app, List.of());
  }

  /**
   * @param further arguments of Maven
   */
  FreshBuild(WarmMaven maven, Bench bench, ProjectCopy project, String app, List<String> further) {
    this.maven = maven;
    this.project = project;
    this.app = app;
    List<String> typed = new ArrayList<>(further);
    List<String> toPackage = new ArrayList<>(further);
    toPackage.add("package");
    typed.add("process-classes");
    typed.add("org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath");
    try {
      this.arguments =
          bench
              .maven(project, typed.toArray(String[]::new))
              .set("mdep.includeScope", "runtime")
              .set("mdep.outputFile", CLASS_PATH)
              .arguments();
      this.packaging = bench.maven(project, toPackage.toArray(String[]::new)).arguments();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds the project as it is now; empty if that fails. */
  Optional<Built> build() {
    Path folder = project.folder().resolveSibling("fresh-" + ++builds);
    ProjectCopy.of(project.folder(), folder);
    WarmMaven.Ended ended = maven.run(folder, arguments);
    Built built = new Built(folder, folder.resolve(app).normalize());
    if (ended.exitCode() == 0) {
      return Optional.of(built);
    }
    built.close();
    failure = ended.console();
    return Optional.empty();
  }

  /** The jar of a build, which goes on to package it. */
  Path jar(Built built) {
    WarmMaven.Ended ended = maven.run(built.folder(), packaging);
    if (ended.exitCode() != 0) {
      throw new AssertionError(ended.console());
    }
    try (Stream<Path> files = Files.list(built.app().resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths of files that differ between two builds of the same sources: they prove nothing. */
  SortedSet<String> unstable() {
    return unstable(() -> {});
  }

  /**
   * Paths of files that differ between two builds of the same sources: they prove nothing.
   *
   * @param between changes something that is no source, such as whether all is committed
   */
  SortedSet<String> unstable(Runnable between) {
    try (Built one = build().orElseThrow(this::failed)) {
      between.run();
      try (Built other = build().orElseThrow(this::failed)) {
        SortedMap<String, byte[]> files = one.content().files();
        SortedMap<String, byte[]> others = other.content().files();
        SortedSet<String> unstable = new TreeSet<>();
        files.forEach(
            (path, bytes) -> {
              if (!Arrays.equals(bytes, others.get(path))) {
                unstable.add(path);
              }
            });
        return unstable;
      }
    }
  }

  private AssertionError failed() {
    String errors =
        failure.lines().filter(line -> line.contains("ERROR")).limit(5).collect(joining("\n"));
    return new AssertionError("The project does not build: " + errors);
  }

  /**
   * A build that succeeded, until it is closed.
   *
   * @param folder of the whole copy
   * @param app folder of the app's module
   */
  record Built(Path folder, Path app) implements AutoCloseable {

    /** In the order of the class path, the app's own output first. */
    List<Path> classPath() {
      try {
        String dependencies = Files.readString(app.resolve(CLASS_PATH)).strip();
        return Stream.concat(
                Stream.of(app.resolve("target/classes")),
                Arrays.stream(dependencies.split(File.pathSeparator))
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Of the app's main method, as its POM has them. */
    List<String> arguments() {
      try {
        return ARGUMENT
            .matcher(Files.readString(app.resolve("pom.xml")))
            .results()
            .map(match -> match.group(1))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What a replica's workspace has to hold: outputs, and the jars of the class path. */
    DirectoryContent content() {
      SortedMap<String, byte[]> files = new TreeMap<>();
      for (Path entry : classPath()) {
        if (!entry.startsWith(folder)) {
          files.put("lib/" + entry.getFileName(), DirectoryContent.read(entry));
          continue;
        }
        Path module = entry.resolve("../..").normalize();
        String place = module.equals(app) ? "classes" : "modules/" + module.getFileName();
        DirectoryContent.of(entry)
            .files()
            .forEach((path, bytes) -> files.put(place + "/" + path, bytes));
      }
      return new DirectoryContent(files);
    }

    @Override
    public void close() {
      try {
        FileTree.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
