package dev.innerloop.compile;

import dev.innerloop.compile.incremental.CompilationInputs;
import dev.innerloop.compile.incremental.CompilationScope;
import dev.innerloop.compile.incremental.ModuleSources;
import dev.innerloop.compile.incremental.ModuleSources.Source;
import dev.innerloop.compile.javac.ModuleJavac;
import dev.innerloop.compile.javac.ProcessorKind;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaCompiler;

/**
 * Compiles in the background without publishing: javac takes a second at first, and a twentieth of
 * that once the JIT has compiled it. Runs while the app starts, and ends with the first save.
 */
final class CompilerWarmUp implements Closeable {

  private static final int ROUNDS = 20;
  private static final int FEW_SOURCES = 100;
  private static final Duration LONGEST = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final JavaCompiler javac;
  private final Path staging;
  private final Collection<Module> modules;
  private final Thread thread;
  private volatile boolean stopped;

  private CompilerWarmUp(JavaCompiler javac, Path staging, Collection<Module> modules) {
    this.javac = javac;
    this.staging = staging;
    this.modules = List.copyOf(modules);
    this.thread = DaemonThreads.named("dev-warm-up", this::run);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  /**
   * Starts.
   *
   * @param staging a dedicated directory
   */
  static CompilerWarmUp start(JavaCompiler javac, Path staging, Collection<Module> modules) {
    CompilerWarmUp warmUp = new CompilerWarmUp(javac, staging, modules);
    warmUp.thread.start();
    return warmUp;
  }

  private void run() {
    long start = System.nanoTime();
    for (Module module : modules) {
      if (module.compiler().delegationReason() != null) {
        continue;
      }
      try (ModuleJavac own = new ModuleJavac(Optional.of(javac), module.basedir(), staging)) {
        CompilationInputs inputs = CompilationInputs.of(module);
        List<Source> latest =
            ModuleSources.of(module).values().stream()
                .sorted(Comparator.comparing((Source it) -> it.stamp().modified()).reversed())
                .toList();
        boolean all = ProcessorKind.of(module) == ProcessorKind.OTHER;
        if (latest.isEmpty() || all && latest.size() > FEW_SOURCES) {
          continue;
        }
        for (int round = 0; round < ROUNDS; round++) {
          if (stopped || System.nanoTime() - start > LONGEST.toNanos()) {
            return;
          }
          TreeMap<String, Source> sources = new TreeMap<>();
          if (all) {
            latest.forEach(source -> sources.put(source.file().toString(), source));
          } else {
            Source source = latest.get(round % Math.min(latest.size(), ROUNDS / 2));
            sources.put(source.file().toString(), source);
          }
          own.run(
              inputs,
              new CompilationScope(sources, Set.of(), all),
              all ? null : Set.of(),
              List.of());
        }
      } catch (IOException | RuntimeException e) {
        return; // the first save reports the same error
      }
    }
  }

  /** Stops it after the current compilation, without waiting. */
  void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
