package dev.innerloop.session;

import dev.innerloop.content.BuildDirectories;
import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.KnownFiles;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What plugins of the project generate when the session runs them. An event about such a file is no
 * news: building because of it would never end. For any thread.
 */
final class GeneratedFiles {

  /** An input that changes in so many runs in a row is written by a plugin, not saved by a user. */
  private static final int MOST_RUNS_WITH_A_SAVE = 5;

  private final KnownFiles known = new KnownFiles();
  private final Set<Path> directories = ConcurrentHashMap.newKeySet();

  /** Inputs that changed while the plugins of a module ran last, by its POM. */
  private final Map<Path, Map<Path, Rewrite>> rewrites = new ConcurrentHashMap<>();

  /**
   * An input that changed while plugins ran.
   *
   * @param content that it had afterwards
   * @param runs in a row in which it changed
   */
  private record Rewrite(ContentHash content, int runs) {

    boolean isByPlugin(@Nullable Rewrite before) {
      return before != null && before.content.equals(content) || runs >= MOST_RUNS_WITH_A_SAVE;
    }
  }

  /** Whether a file is as a plugin of this session left it, or found it when it ran last. */
  boolean contains(Path file) {
    return known.contains(file);
  }

  /**
   * Plugins have read these inputs.
   *
   * @param begun when they began: what was saved since, they may not have read
   */
  void read(Module module, Collection<Path> inputs, Instant begun) {
    Map<Path, FileStamp> read = stamps(inputs);
    read.keySet().removeIf(ChangeTime.since(begun)::isOf);
    ran(module, read, inputs, Set.of());
    rewrites.remove(module.pom()); // saved by the user
  }

  /**
   * Plugins have run.
   *
   * @param before the inputs before they ran: what changed since may have been saved by the user,
   *     unless a plugin writes it in each run
   * @param unread those of the inputs that plugins read that have not run
   */
  void ran(
      Module module,
      Map<Path, FileStamp> before,
      Collection<Path> inputs,
      Collection<Path> unread) {
    for (Path directory : generated(module)) {
      if (Files.isDirectory(directory)) {
        directories.add(directory);
      }
      stamps(List.of(directory)).forEach(known::put);
    }
    Map<Path, Rewrite> last = rewrites.getOrDefault(module.pom(), Map.of());
    Map<Path, Rewrite> now = new HashMap<>();
    Map<Path, FileStamp> read = stamps(inputs);
    read.keySet().removeIf(file -> unread.stream().anyMatch(file::startsWith));
    read.forEach(
        (file, stamp) -> {
          if (stamp.equals(before.get(file))) {
            known.put(file, stamp);
            return;
          }
          Rewrite former = last.get(file);
          rewrite(file, former)
              .ifPresent(
                  rewrite -> {
                    now.put(file, rewrite);
                    if (rewrite.isByPlugin(former)) {
                      known.put(file, stamp);
                    }
                  });
        });
    rewrites.put(module.pom(), now);
  }

  /** Empty if the file is gone again. */
  private static Optional<Rewrite> rewrite(Path file, @Nullable Rewrite former) {
    try {
      ContentHash content = ContentHash.ofFile(file);
      return Optional.of(new Rewrite(content, former == null ? 1 : former.runs() + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The files as they are now. */
  Map<Path, FileStamp> stamps(Collection<Path> paths) {
    Map<Path, FileStamp> stamps = new HashMap<>();
    try {
      for (Path path : paths) {
        FileStamp.ofRegularFile(path).ifPresent(stamp -> stamps.put(path, stamp));
        FileTree.walk(path, (name, file, stamp) -> stamps.put(file, stamp));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return stamps;
  }

  private static Problem unreadable(IOException e) {
    return new Problem(
        "A file that plugins of the project read or write cannot be read: " + e.getMessage() + ".",
        "Check the permissions of the directory, then save again.",
        e);
  }

  /** Whether something has deleted a directory of generated files, such as {@code mvn clean}. */
  boolean isDeleted(Module module) {
    return generated(module).stream()
        .anyMatch(directory -> directories.contains(directory) && !Files.exists(directory));
  }

  private static List<Path> generated(Module module) {
    BuildDirectories built = BuildDirectories.of(module);
    List<Path> generated = new ArrayList<>();
    Stream.concat(module.sourceRoots().stream(), module.resourceRoots().stream())
        .filter(built::contains)
        .filter(root -> !root.equals(module.generatedSources()))
        .forEach(generated::add);
    return generated;
  }
}
