package dev.innerloop.compile;

import dev.innerloop.compile.incremental.ChangedSources;
import dev.innerloop.compile.javac.ModuleJavac;
import dev.innerloop.content.KnownFiles;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaCompiler;

/** A compiler for each module of a session, and what each has not published yet. */
final class ModuleCompilers implements Closeable {

  private final Optional<JavaCompiler> javac;
  private final Path root;
  private final Path staging;
  private final Instant begun;
  private final Map<Path, ModuleCompiler> compilers = new HashMap<>();
  private final Map<Path, ChangedSources> unpublished = new HashMap<>();
  private final KnownFiles written = new KnownFiles();
  private final Set<Path> processedResources = new HashSet<>();

  ModuleCompilers(Optional<JavaCompiler> javac, Path root, Path staging, Instant begun) {
    this.javac = javac;
    this.root = root;
    this.staging = staging;
    this.begun = begun;
  }

  ModuleCompiler of(Module module) {
    return compilers.computeIfAbsent(
        module.basedir(),
        key ->
            new ModuleCompiler(
                new ModuleJavac(javac, root, staging.resolve(String.valueOf(compilers.size()))),
                begun));
  }

  /** What was published, in the output directories of all modules; for any thread. */
  KnownFiles written() {
    return written;
  }

  /**
   * The project's own build of a module completed.
   *
   * @param resources the copies of its resources, by path in the output directory
   */
  void built(Module module, Set<String> resources) throws IOException {
    ChangedSources late = of(module).built(module, resources);
    published(module);
    if (!late.files().isEmpty()) {
      markChanged(module, late);
    }
  }

  void markChanged(Module module, ChangedSources changes) {
    unpublished.merge(module.basedir(), changes, ChangedSources::and);
  }

  boolean isPublished(Module module) {
    return !unpublished.containsKey(module.basedir());
  }

  ChangedSources unpublished(Module module) {
    return unpublished.getOrDefault(module.basedir(), ChangedSources.NONE);
  }

  void published(Module module) {
    unpublished.remove(module.basedir());
  }

  /** Resources of a module have changed in its output, which processors may be loaded from. */
  void processed(Module module) {
    processedResources.add(module.outputFolder());
  }

  /** Output directories whose resources have changed since all modules compiled. */
  Set<Path> processedResources() {
    return Collections.unmodifiableSet(processedResources);
  }

  /** All modules have been published. */
  void completed() {
    processedResources.clear();
  }

  /** Whether a module has to be compiled, although no source has changed. */
  boolean areOutdated(Collection<Module> all) throws IOException {
    Map<Path, String> known = new HashMap<>();
    for (Module module : all) {
      if (of(module).isOutdated(module, processedResources, known)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    for (ModuleCompiler each : compilers.values()) {
      each.close();
    }
    compilers.clear();
  }
}
