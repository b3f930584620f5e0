package dev.innerloop.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.Origins.Origin;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Module;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
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
 * otherwise another build may have emptied the directory to fill it again.
 *
 * <p>Every method reads the class path again, quickly where nothing has changed, and returns the
 * inventory that is desired from then on. Safe for use by many threads.
 */
public final class DesiredContent {

  private final ContentStore store;
  private final ContentListener listener;
  private final Clock clock;
  private final JarScan jars;

  @GuardedBy("this")
  private final Map<Path, DirectoryScan> folders = new HashMap<>();

  @GuardedBy("this")
  private final SortedSet<WorkspacePath> incomplete = new TreeSet<>();

  @GuardedBy("this")
  private final Set<Path> leftOut = new HashSet<>();

  /** Files of output directories, by the directory and by path below it. */
  @GuardedBy("this")
  private Map<WorkspacePath, SortedMap<String, Placed>> placed = new HashMap<>();

  @GuardedBy("this")
  private Map<WorkspacePath, ContentHash> libraries = new HashMap<>();

  @GuardedBy("this")
  private Inventory current = Inventory.EMPTY;

  private final KnownFiles knownFiles = new KnownFiles();

  /** Output directories of the app; null until they are scanned for the first time. */
  private volatile @Nullable Set<Path> outputs;

  /**
   * Empty until the first build.
   *
   * @param store keeps the content of the inventories, and of no other app's
   */
  public DesiredContent(ContentStore store, ContentListener listener) {
    this(store, listener, Clock.systemUTC());
  }

  DesiredContent(ContentStore store, ContentListener listener, Clock clock) {
    this.store = store;
    this.listener = listener;
    this.clock = clock;
    this.jars = new JarScan(store, clock);
  }

  private record Placed(WorkspacePath path, ContentHash hash, Optional<Origin> origin) {}

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
    Map<WorkspacePath, ContentHash> written = new HashMap<>();
    Set<WorkspacePath> gone = new HashSet<>();
    for (ClassPathEntry.Output output : outputs(app)) {
      OutputChange change = changes.get(output.module());
      if (change != null) {
        for (String path : change.deleted()) {
          Placed before = placed(output).remove(path);
          if (before != null) {
            gone.add(before.path());
          }
        }
        SortedSet<String> unread = new TreeSet<>(change.written());
        unread.removeAll(change.contents().keySet());
        take(output, unread, written);
        accept(output, change.contents(), written);
      }
    }
    return current.with(written, gone);
  }

  /** Takes files that were written with this content. */
  @GuardedBy("this")
  private void accept(
      ClassPathEntry.Output output,
      Map<String, WrittenFile> files,
      Map<WorkspacePath, ContentHash> into) {
    SortedMap<String, ScannedFile> found = new TreeMap<>();
    files.forEach((path, file) -> found.put(path, scan(output.module()).accept(path, file)));
    place(output, found, into);
  }

  /** Takes what is at some paths of an output; returns those where there is no file. */
  @GuardedBy("this")
  private Set<String> take(
      ClassPathEntry.Output output,
      Collection<String> paths,
      Map<WorkspacePath, ContentHash> into) {
    SortedMap<String, ScannedFile> found = scan(output.module()).look(paths);
    place(output, found, into);
    Set<String> absent = new HashSet<>(paths);
    absent.removeAll(found.keySet());
    return absent;
  }

  @GuardedBy("this")
  private void place(
      ClassPathEntry.Output output,
      Map<String, ScannedFile> found,
      Map<WorkspacePath, ContentHash> into) {
    Origins origins = new Origins(output.module());
    SortedMap<String, Placed> present = placed(output);
    for (Map.Entry<String, ScannedFile> each : found.entrySet()) {
      WorkspacePath path = workspacePath(output, each.getKey());
      if (path == null) {
        continue;
      }
      if (each.getValue() instanceof ScannedFile.Whole whole) {
        Placed before = present.get(each.getKey());
        Placed place = place(path, each.getKey(), whole, before, origins);
        present.put(each.getKey(), place);
        into.put(path, place.hash());
        incomplete.remove(path);
      } else {
        incomplete.add(path);
      }
    }
  }

  @GuardedBy("this")
  private SortedMap<String, Placed> placed(ClassPathEntry.Output output) {
    return placed.computeIfAbsent(output.workspacePath(), key -> new TreeMap<>());
  }

  /** Null if the file cannot be delivered. */
  @GuardedBy("this")
  private @Nullable WorkspacePath workspacePath(ClassPathEntry.Output output, String path) {
    Placed before = placed(output).get(path);
    if (before != null) {
      return before.path();
    }
    try {
      return output.workspacePath().resolve(path);
    } catch (IllegalArgumentException e) {
      Path file = output.module().outputFolder().resolve(path);
      if (leftOut.add(file)) {
        listener.leftOut(file, String.valueOf(e.getMessage()));
      }
      return null;
    }
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
    Map<WorkspacePath, ContentHash> present = new HashMap<>();
    Set<WorkspacePath> gone = new HashSet<>();
    for (ClassPathEntry.Output output : outputs(app)) {
      Collection<Path> files = written.get(output.module());
      if (files != null) {
        Path folder = output.module().outputFolder().toAbsolutePath().normalize();
        Set<String> paths =
            files.stream()
                .filter(file -> file.startsWith(folder) && !file.equals(folder))
                .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                .collect(Collectors.toSet());
        take(output, paths, present).forEach(path -> remove(output, path, gone));
      }
    }
    return want(current.with(present, gone));
  }

  /** Removes what leaves the inventory because there is no such file in an output, or directory. */
  @GuardedBy("this")
  private void remove(ClassPathEntry.Output output, String path, Set<WorkspacePath> gone) {
    Origins origins = new Origins(output.module());
    SortedMap<String, Placed> present = placed(output);
    // '0' follows '/'
    SortedMap<String, Placed> absent = new TreeMap<>(present.subMap(path + "/", path + "0"));
    Placed itself = present.get(path);
    if (itself != null) {
      absent.put(path, itself);
    }
    WorkspacePath inWorkspace = workspacePath(output, path);
    if (inWorkspace != null) {
      incomplete.remove(inWorkspace);
    }
    absent.forEach(
        (each, before) -> {
          if (leaves(each, before, Evidence.SEEN, origins)) {
            present.remove(each);
            gone.add(before.path());
          }
        });
  }

  /** The answer of the last scan. */
  public synchronized Inventory current() {
    return current;
  }

  /** Paths whose files were not whole at the last scan; they stay at their old content, if any. */
  public synchronized SortedSet<WorkspacePath> incomplete() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(incomplete));
  }

  @GuardedBy("this")
  private Inventory scan(App app, Set<Module> compiled, Evidence evidence) {
    outputs(app);
    incomplete.clear();
    Map<WorkspacePath, SortedMap<String, Placed>> next = new HashMap<>();
    Map<WorkspacePath, ContentHash> nextLibraries = new HashMap<>();
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Output output) {
        Evidence known = compiled.contains(output.module()) ? evidence : Evidence.SEEN;
        next.put(output.workspacePath(), scanOutput(output, known));
      } else if (entry instanceof ClassPathEntry.Jar jar) {
        nextLibraries.put(jar.workspacePath(), scanJar(jar));
      }
    }
    placed = next;
    libraries = nextLibraries;
    Map<WorkspacePath, ContentHash> files = new HashMap<>(libraries);
    placed
        .values()
        .forEach(output -> output.values().forEach(each -> files.put(each.path(), each.hash())));
    Set<WorkspacePath> gone = new HashSet<>(current.files().keySet());
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
  private DirectoryScan scan(Module module) {
    return folders.computeIfAbsent(
        module.outputFolder(), folder -> new DirectoryScan(folder, store, clock, knownFiles));
  }

  @GuardedBy("this")
  private SortedMap<String, Placed> scanOutput(ClassPathEntry.Output output, Evidence evidence) {
    Origins origins = new Origins(output.module());
    SortedMap<String, Placed> present = placed(output);
    SortedMap<String, Placed> next = new TreeMap<>();
    SortedMap<String, ScannedFile> found = scan(output.module()).scan();
    for (Map.Entry<String, ScannedFile> each : found.entrySet()) {
      WorkspacePath path = workspacePath(output, each.getKey());
      if (path == null) {
        continue;
      }
      Placed before = present.get(each.getKey());
      if (each.getValue() instanceof ScannedFile.Whole whole) {
        next.put(each.getKey(), place(path, each.getKey(), whole, before, origins));
      } else {
        incomplete.add(path);
        if (before != null) {
          next.put(each.getKey(), before);
        }
      }
    }
    present.forEach(
        (path, before) -> {
          if (!found.containsKey(path) && !leaves(path, before, evidence, origins)) {
            next.put(path, before);
          }
        });
    return next;
  }

  private static Placed place(
      WorkspacePath path,
      String inOutput,
      ScannedFile.Whole whole,
      @Nullable Placed before,
      Origins origins) {
    if (before != null && before.hash().equals(whole.hash()) && before.origin().isPresent()) {
      return before;
    }
    Optional<Origin> origin =
        whole.classFile().isPresent()
            ? whole.classFile().flatMap(origins::ofClass)
            : origins.ofResource(inOutput);
    return new Placed(path, whole.hash(), origin);
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
  private ContentHash scanJar(ClassPathEntry.Jar jar) {
    Optional<ContentHash> hash = jars.scan(jar.file(), jar.snapshot());
    if (hash.isPresent()) {
      return hash.get();
    }
    ContentHash before = libraries.get(jar.workspacePath());
    if (before == null) {
      throw new Problem(
          "The dependency " + jar.coordinates() + " is not a readable jar: " + jar.file() + ".",
          "Delete that file and run the goal again: Maven downloads it again.");
    }
    incomplete.add(jar.workspacePath());
    return before;
  }
}
