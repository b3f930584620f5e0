package dev.innerloop.content.scan;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.BlobStore;
import dev.innerloop.content.Inventory;
import dev.innerloop.content.KnownFiles;
import dev.innerloop.content.OutputChange;
import dev.innerloop.content.WrittenFile;
import dev.innerloop.content.scan.Origins.Origin;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Module;
import dev.innerloop.wire.ContentHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The desired inventory of one app: the last complete, successful output of its build.
 *
 * <p>Output folders are shared with IDEs and other builds, so that what lies in them is evidence
 * and not yet the truth. New and changed files are taken once they are whole. A file that is gone
 * leaves the inventory only with its source, or if a build that we know of completed without it:
 * otherwise somebody empties the folder to fill it again.
 *
 * <p>Every method reads the class path anew, quickly where nothing has changed, and answers with
 * the inventory that is wanted from then on. Safe for use by many threads.
 */
public final class DesiredContent {

  private final BlobStore store;
  private final Clock clock;
  private final JarScan jars;

  @GuardedBy("this")
  private final Map<Path, FolderScan> folders = new HashMap<>();

  @GuardedBy("this")
  private final SortedSet<String> incomplete = new TreeSet<>();

  @GuardedBy("this")
  private SortedMap<String, Placed> placed = new TreeMap<>();

  @GuardedBy("this")
  private Inventory current = Inventory.EMPTY;

  private final KnownFiles knownFiles = new KnownFiles();

  /** Output directories of the app; null until they are scanned for the first time. */
  private volatile @Nullable Set<Path> outputs;

  /**
   * Wants nothing yet.
   *
   * @param store keeps the content of the inventories, and of no other app's
   */
  public DesiredContent(BlobStore store) {
    this(store, Clock.systemUTC());
  }

  DesiredContent(BlobStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.jars = new JarScan(store, clock);
  }

  private record Placed(ContentHash hash, Optional<Origin> origin) {}

  /** How much the absence of a file means. */
  private enum Evidence {
    SEEN,
    COMPILED,
    BUILT
  }

  /**
   * Our own build of all the app's modules completed: exactly what is there now is wanted.
   *
   * @throws Problem if the class path cannot be read
   */
  public synchronized Inventory afterBuild(App app) {
    return scan(app, Set.copyOf(app.modules()), Evidence.BUILT);
  }

  /**
   * The compiler published, or resources were copied. Only those written files are read whose
   * content is not handed over, unless some module was compiled as a whole.
   *
   * @param whole modules of which no other classes exist any more than those in the output
   * @param changes what was written into the output of modules, and deleted there
   * @throws Problem if the class path cannot be read
   */
  public synchronized Inventory compiled(
      App app, Collection<Module> whole, Map<Module, OutputChange> changes) {
    Inventory written = afterWriting(app, changes);
    return whole.isEmpty() ? want(written) : scan(app, Set.copyOf(whole), Evidence.COMPILED);
  }

  @GuardedBy("this")
  private Inventory afterWriting(App app, Map<Module, OutputChange> changes) {
    Map<String, ContentHash> written = new HashMap<>();
    Set<String> gone = new HashSet<>();
    for (ClassPathEntry.Output output : outputs(app)) {
      OutputChange change = changes.get(output.module());
      if (change != null) {
        String prefix = output.workspacePath() + "/";
        change.deleted().forEach(path -> gone.add(prefix + path));
        SortedSet<String> unread = new TreeSet<>(change.written());
        unread.removeAll(change.contents().keySet());
        take(output, unread, written);
        accept(output, change.contents(), written);
      }
    }
    placed.keySet().removeAll(gone);
    return current.with(written, gone);
  }

  /** Takes files that were written with this content. */
  @GuardedBy("this")
  private void accept(
      ClassPathEntry.Output output, Map<String, WrittenFile> files, Map<String, ContentHash> into) {
    SortedMap<String, Found> found = new TreeMap<>();
    files.forEach((path, file) -> found.put(path, scan(output.module()).accept(path, file)));
    place(output, found, into);
  }

  /** Takes what is at some paths of an output; returns those where there is no file. */
  @GuardedBy("this")
  private Set<String> take(
      ClassPathEntry.Output output, Collection<String> paths, Map<String, ContentHash> into) {
    SortedMap<String, Found> found = scan(output.module()).look(paths);
    place(output, found, into);
    Set<String> absent = new HashSet<>(paths);
    absent.removeAll(found.keySet());
    return absent;
  }

  @GuardedBy("this")
  private void place(
      ClassPathEntry.Output output, Map<String, Found> found, Map<String, ContentHash> into) {
    Origins origins = new Origins(output.module());
    String prefix = output.workspacePath() + "/";
    found.forEach(
        (path, each) -> {
          if (each instanceof Found.Whole whole) {
            Placed place = place(path, whole, placed.get(prefix + path), origins);
            placed.put(prefix + path, place);
            into.put(prefix + path, place.hash());
            incomplete.remove(prefix + path);
          } else {
            incomplete.add(prefix + path);
          }
        });
  }

  private List<ClassPathEntry.Output> outputs(App app) {
    List<ClassPathEntry.Output> all =
        app.classPath().stream()
            .filter(ClassPathEntry.Output.class::isInstance)
            .map(ClassPathEntry.Output.class::cast)
            .toList();
    outputs = all.stream().map(it -> it.module().outputFolder()).collect(Collectors.toSet());
    return all;
  }

  /**
   * Whether the inventory already has the content of a file of an output directory as the file is
   * now, or the file is none of the app's. Never waits for a scan.
   */
  public boolean isKnown(Path outputFile) {
    Set<Path> directories = outputs;
    return directories != null
        && (directories.stream().noneMatch(outputFile::startsWith)
            || knownFiles.contains(outputFile));
  }

  /**
   * Somebody else may have written into the output.
   *
   * @throws Problem if the class path cannot be read
   */
  public synchronized Inventory observe(App app) {
    return scan(app, Set.of(), Evidence.SEEN);
  }

  /**
   * Somebody else may have written some files into the output: no others are looked at, where that
   * is possible.
   *
   * @param written what was written or deleted, by module, or folders of it; for a module without
   *     any, nobody knows
   * @throws Problem if the class path cannot be read
   */
  public synchronized Inventory observe(App app, Map<Module, ? extends Collection<Path>> written) {
    boolean known =
        written.values().stream()
            .allMatch(files -> !files.isEmpty() && files.stream().noneMatch(Files::isDirectory));
    if (!known) {
      return observe(app);
    }
    Map<String, ContentHash> present = new HashMap<>();
    Set<String> gone = new HashSet<>();
    for (ClassPathEntry.Output output : outputs(app)) {
      Collection<Path> files = written.get(output.module());
      if (files != null) {
        Path folder = output.module().outputFolder().toAbsolutePath().normalize();
        Set<String> paths =
            files.stream()
                .filter(file -> file.startsWith(folder) && !file.equals(folder))
                .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                .collect(Collectors.toSet());
        take(output, paths, present).forEach(path -> gone.addAll(leaving(output, path)));
      }
    }
    placed.keySet().removeAll(gone);
    return want(current.with(present, gone));
  }

  /** What leaves the inventory since there is no such file in an output, or no such folder. */
  @GuardedBy("this")
  private Set<String> leaving(ClassPathEntry.Output output, String path) {
    Origins origins = new Origins(output.module());
    String prefix = output.workspacePath() + "/";
    Set<String> leaving = new HashSet<>();
    SortedMap<String, Placed> absent = new TreeMap<>(below(prefix + path));
    Placed itself = placed.get(prefix + path);
    if (itself != null) {
      absent.put(prefix + path, itself);
    }
    incomplete.remove(prefix + path);
    absent.forEach(
        (each, before) -> {
          if (leaves(each.substring(prefix.length()), before, Evidence.SEEN, origins)) {
            leaving.add(each);
          }
        });
    return leaving;
  }

  /** What was placed below a folder: '0' follows '/'. */
  @GuardedBy("this")
  private SortedMap<String, Placed> below(String folder) {
    return placed.subMap(folder + "/", folder + "0");
  }

  /** The answer of the last scan. */
  public synchronized Inventory current() {
    return current;
  }

  /** Paths whose files were not whole at the last scan; they stay at their old content, if any. */
  public synchronized SortedSet<String> incomplete() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(incomplete));
  }

  @GuardedBy("this")
  private Inventory scan(App app, Set<Module> known, Evidence evidence) {
    outputs(app);
    incomplete.clear();
    SortedMap<String, Placed> next = new TreeMap<>();
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Output output) {
        scanOutput(output, known.contains(output.module()) ? evidence : Evidence.SEEN, next);
      } else if (entry instanceof ClassPathEntry.Jar jar) {
        scanJar(jar, next);
      }
    }
    placed = next;
    Map<String, ContentHash> files = new HashMap<>();
    next.forEach((path, each) -> files.put(path, each.hash()));
    Set<String> gone = new HashSet<>(current.files().keySet());
    gone.removeAll(files.keySet());
    return want(current.with(files, gone));
  }

  @GuardedBy("this")
  private Inventory want(Inventory wanted) {
    if (wanted != current) {
      current = wanted;
      store.handedOut(current);
    }
    return current;
  }

  @GuardedBy("this")
  private FolderScan scan(Module module) {
    return folders.computeIfAbsent(
        module.outputFolder(), folder -> new FolderScan(folder, store, clock, knownFiles));
  }

  @GuardedBy("this")
  private void scanOutput(
      ClassPathEntry.Output output, Evidence evidence, SortedMap<String, Placed> next) {
    Module module = output.module();
    Origins origins = new Origins(module);
    String prefix = output.workspacePath() + "/";
    SortedMap<String, Found> found = scan(module).scan();
    found.forEach(
        (path, each) -> {
          Placed before = placed.get(prefix + path);
          if (each instanceof Found.Whole whole) {
            next.put(prefix + path, place(path, whole, before, origins));
          } else {
            incomplete.add(prefix + path);
            if (before != null) {
              next.put(prefix + path, before);
            }
          }
        });
    below(output.workspacePath())
        .forEach(
            (path, before) -> {
              boolean absent = !found.containsKey(path.substring(prefix.length()));
              if (absent && !leaves(path, before, evidence, origins)) {
                next.put(path, before);
              }
            });
  }

  private static Placed place(
      String path, Found.Whole whole, @Nullable Placed before, Origins origins) {
    if (before != null && before.hash().equals(whole.hash()) && before.origin().isPresent()) {
      return before;
    }
    Optional<Origin> origin =
        whole.classFile().isPresent()
            ? whole.classFile().flatMap(origins::ofClass)
            : origins.ofResource(path);
    return new Placed(whole.hash(), origin);
  }

  private static boolean leaves(String path, Placed before, Evidence evidence, Origins origins) {
    return switch (evidence) {
      case BUILT -> true;
      case COMPILED ->
          before
              .origin()
              .filter(
                  origin ->
                      origins.wasDeleted(origin)
                          || path.endsWith(".class") && origins.wasNotCompiled(origin))
              .isPresent();
      case SEEN -> before.origin().filter(origins::wasDeleted).isPresent();
    };
  }

  @GuardedBy("this")
  private void scanJar(ClassPathEntry.Jar jar, SortedMap<String, Placed> next) {
    Optional<ContentHash> hash = jars.scan(jar.file(), jar.snapshot());
    Placed before = placed.get(jar.workspacePath());
    if (hash.isPresent()) {
      next.put(jar.workspacePath(), new Placed(hash.get(), Optional.empty()));
    } else if (before != null) {
      incomplete.add(jar.workspacePath());
      next.put(jar.workspacePath(), before);
    } else {
      throw new Problem(
          "The dependency " + jar.coordinates() + " is not a readable jar: " + jar.file() + ".",
          "Delete that file and run the goal again: Maven downloads it again.");
    }
  }
}
