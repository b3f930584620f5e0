package dev.innerloop.content;

import dev.innerloop.problem.Problem;
import dev.innerloop.process.DaemonThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One folder, scanned again and again: only what may have changed since the last time is read.
 *
 * <p>All files count, as in the framework's own packaging; links are followed. Not for use by
 * several threads at once.
 */
final class DirectoryScan {

  private static final int WORTH_THREADS = 64;
  private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private final Path folder;
  private final ContentStore store;
  private final Clock clock;
  private final KnownFiles knownFiles;
  private Map<String, Known> known = new HashMap<>();

  /**
   * @param knownFiles receives files whose later versions have another stamp
   */
  DirectoryScan(Path folder, ContentStore store, Clock clock, KnownFiles knownFiles) {
    this.folder = folder;
    this.store = store;
    this.clock = clock;
    this.knownFiles = knownFiles;
  }

  /**
   * @param racy whether the file may be written again without a change of its stamp
   * @param handedOver whether the writer handed its content over, so that it is trusted once
   */
  private record Known(FileStamp stamp, ScannedFile found, boolean racy, boolean handedOver) {}

  private record Candidate(String path, Path file, FileStamp stamp) {}

  /**
   * What is in the folder now, by path relative to it; nothing if there is no folder.
   *
   * @throws Problem if the folder cannot be read
   */
  SortedMap<String, ScannedFile> scan() {
    Instant now = clock.instant();
    Map<String, Known> next = new HashMap<>();
    List<Candidate> unknown = new ArrayList<>();
    for (Candidate candidate : list()) {
      Known before = known.get(candidate.path());
      if (before != null && before.stamp().equals(candidate.stamp()) && isTrusted(before)) {
        next.put(candidate.path(), new Known(before.stamp(), before.found(), before.racy(), false));
      } else {
        unknown.add(candidate);
      }
    }
    readAll(unknown, now, next);
    known.keySet().stream()
        .filter(path -> !next.containsKey(path))
        .forEach(path -> knownFiles.remove(folder.resolve(path)));
    known = next;
    SortedMap<String, ScannedFile> found = new TreeMap<>();
    next.forEach((path, each) -> found.put(path, each.found()));
    return found;
  }

  /** A file that this session has just written: it is not read. */
  ScannedFile accept(String path, WrittenFile file) {
    ScannedFile found =
        path.endsWith(".class")
            ? ClassFile.read(file.bytes())
                .<ScannedFile>map(read -> complete(file.bytes(), Optional.of(read)))
                .orElseGet(ScannedFile.Incomplete::new)
            : complete(file.bytes(), Optional.empty());
    known.put(path, new Known(file.stamp(), found, file.stamp().isRacy(clock.instant()), true));
    if (found instanceof ScannedFile.Complete) {
      knownFiles.putWritten(folder.resolve(path), file.stamp());
    }
    return found;
  }

  private ScannedFile.Complete complete(byte[] content, Optional<ClassFile> classFile) {
    return new ScannedFile.Complete(store.keep(content), classFile);
  }

  /**
   * What is at some paths now; those without a file are left out. Others are not examined.
   *
   * @throws Problem if the folder cannot be read
   */
  SortedMap<String, ScannedFile> scan(Collection<String> paths) {
    Instant now = clock.instant();
    List<Candidate> candidates = new ArrayList<>();
    for (String path : paths) {
      Path file = folder.resolve(path);
      Optional<FileStamp> stamp = FileStamp.ofRegularFile(file);
      if (stamp.isPresent()) {
        candidates.add(new Candidate(path, file, stamp.get()));
      } else {
        known.remove(path); // deleted, not a file, or soon read with all others
        knownFiles.remove(file);
      }
    }
    Map<String, Known> read = new HashMap<>();
    readAll(candidates, now, read);
    known.putAll(read);
    SortedMap<String, ScannedFile> found = new TreeMap<>();
    read.forEach((path, each) -> found.put(path, each.found()));
    return found;
  }

  private boolean isTrusted(Known before) {
    return (!before.racy() || before.handedOver())
        && before.found() instanceof ScannedFile.Complete complete
        && store.has(complete.hash());
  }

  private List<Candidate> list() {
    List<Candidate> candidates = new ArrayList<>();
    try {
      FileTree.walk(
          folder, (path, file, stamp) -> candidates.add(new Candidate(path, file, stamp)));
    } catch (IOException e) {
      throw new Problem(
          "The output folder " + folder + " cannot be read: " + e.getMessage() + ".",
          "Check its permissions.",
          e);
    }
    return candidates;
  }

  private void readAll(List<Candidate> candidates, Instant now, Map<String, Known> into) {
    if (candidates.size() < WORTH_THREADS) {
      for (Candidate candidate : candidates) {
        read(candidate, now).ifPresent(known -> into.put(candidate.path(), known));
      }
      return;
    }
    AtomicInteger count = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(THREADS, DaemonThreads.numbered("dev-scan-"));
    try {
      Collection<Callable<Optional<Known>>> reads = new ArrayList<>();
      candidates.forEach(candidate -> reads.add(() -> read(candidate, now)));
      List<Future<Optional<Known>>> results = threads.invokeAll(reads);
      for (int i = 0; i < results.size(); i++) {
        String path = candidates.get(i).path();
        results.get(i).get().ifPresent(known -> into.put(path, known));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("The scan of " + folder + " was interrupted.", "Run the goal again.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading " + folder, e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Nothing if the file is gone by now. */
  private Optional<Known> read(Candidate candidate, Instant now) {
    ScannedFile found;
    try {
      found = readContent(candidate);
      if (!FileStamp.of(candidate.file()).equals(candidate.stamp())) {
        found = new ScannedFile.Incomplete(); // written while we read
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      found = new ScannedFile.Unreadable(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    boolean racy = candidate.stamp().isRacy(now);
    if (found instanceof ScannedFile.Complete && !racy) {
      knownFiles.put(candidate.file(), candidate.stamp());
    } else {
      knownFiles.remove(candidate.file());
    }
    return Optional.of(new Known(candidate.stamp(), found, racy, false));
  }

  private ScannedFile readContent(Candidate candidate) throws IOException {
    if (!candidate.path().endsWith(".class")) {
      return new ScannedFile.Complete(store.keepCopy(candidate.file()), Optional.empty());
    }
    byte[] content = Files.readAllBytes(candidate.file());
    Optional<ClassFile> classFile = ClassFile.read(content);
    return classFile.isEmpty() ? new ScannedFile.Incomplete() : complete(content, classFile);
  }
}
