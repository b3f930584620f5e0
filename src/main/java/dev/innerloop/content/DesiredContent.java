package dev.innerloop.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.OutputContent.Evidence;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Module;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The desired inventory of one app: the last complete, successful output of its build.
 *
 * <p>Output directories are shared with IDEs and other builds, so that their files are evidence and
 * not yet the truth. New and changed files are included once they are complete. A file that is
 * absent leaves the inventory only with its source, or if a build that we know of completed without
 * it: otherwise another build may have emptied the directory to fill it again.
 *
 * <p>Every method reads the class path again, quickly where nothing has changed, and returns the
 * inventory that is desired from then on. Safe for use by many threads.
 */
public final class DesiredContent {

  private final ContentStore store;
  private final Clock clock;
  private final JarContent jars;
  private final DeliverablePaths paths;
  private final OtherFiles others;

  /** By output directory. */
  @GuardedBy("this")
  private final Map<Path, DirectoryScan> scans = new HashMap<>();

  /** By the workspace path of the output directory. */
  @GuardedBy("this")
  private Map<WorkspacePath, OutputContent> outputs = new HashMap<>();

  @GuardedBy("this")
  private Inventory current = Inventory.EMPTY;

  /** Output directories of builds that did not get to their end. */
  @GuardedBy("this")
  private Set<Path> withheld = Set.of();

  private final KnownFiles knownFiles = new KnownFiles();

  /** Output directories of the app; null until they are scanned for the first time. */
  private volatile @Nullable Set<Path> outputDirectories;

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
    this.clock = clock;
    this.jars = new JarContent(new JarScan(store, clock));
    this.paths = new DeliverablePaths(listener);
    this.others =
        new OtherFiles(
            directory -> new DirectoryScan(directory, store, clock, knownFiles), listener);
  }

  /**
   * From now on, nothing is read in these output directories, whatever is written there: a build
   * did not get to its end, so that the last content is that of the one before.
   *
   * @param unfinished modules, instead of those that were withheld until now
   */
  public synchronized void withhold(Collection<Module> unfinished) {
    withheld = unfinished.stream().map(Module::outputFolder).collect(Collectors.toSet());
  }

  @GuardedBy("this")
  private boolean isWithheld(ClassPathEntry.Output output) {
    return withheld.contains(output.module().outputFolder());
  }

  /**
   * Our own build of all the app's modules completed: exactly the existing files are desired.
   *
   * @throws Problem if the class path cannot be read
   */
  public synchronized Inventory afterBuild(App app) {
    return scan(app, module -> Evidence.BUILT);
  }

  /**
   * The compiler published, or resources were copied. Only those written files are read whose
   * content is not handed over, unless some module was compiled as a whole.
   *
   * @param built modules whose own build completed
   * @param whole modules of which no other classes exist any more than those in the output
   * @param changes what was written into the output of modules, and deleted there
   * @throws Problem if the class path cannot be read
   */
  public synchronized Inventory afterCompilation(
      App app,
      Collection<Module> built,
      Collection<Module> whole,
      Map<Module, OutputChange> changes) {
    Inventory written = withChanges(app, changes);
    if (whole.isEmpty() && built.isEmpty()) {
      return desire(written);
    }
    return scan(
        app,
        module -> {
          if (built.contains(module)) {
            return Evidence.BUILT;
          }
          return whole.contains(module) ? Evidence.COMPILED : Evidence.SEEN;
        });
  }

  @GuardedBy("this")
  private Inventory withChanges(App app, Map<Module, OutputChange> changes) {
    Map<WorkspacePath, ContentHash> put = new HashMap<>(jars.scanChanging(app));
    Set<WorkspacePath> removed = new HashSet<>();
    for (ClassPathEntry.Output output : outputs(app)) {
      if (isWithheld(output)) {
        continue;
      }
      content(output).retry(output, scan(output.module()), put, removed);
      OutputChange change = changes.get(output.module());
      if (change != null) {
        OutputContent content = content(output);
        DirectoryScan scan = scan(output.module());
        change.deleted().forEach(path -> content.removeDeleted(path, removed));
        SortedSet<String> unread = new TreeSet<>(change.written());
        unread.removeAll(change.contents().keySet());
        content.put(output, scan.scan(unread), put, removed);
        SortedMap<String, ScannedFile> handedOver = new TreeMap<>();
        change.contents().forEach((path, file) -> handedOver.put(path, scan.accept(path, file)));
        content.put(output, handedOver, put, removed);
      }
    }
    return current.with(put, removed);
  }

  /**
   * Whether the inventory already has the content of a file of an output directory as the file is
   * now, or the file is none of the app's. Never waits for a scan.
   */
  public boolean isKnown(Path outputFile) {
    Set<Path> directories = outputDirectories;
    return directories != null
        && (directories.stream().noneMatch(outputFile::startsWith)
            || knownFiles.contains(outputFile));
  }

  /**
   * Another program may have written into the output.
   *
   * @throws Problem if the class path cannot be read
   */
  public synchronized Inventory rescan(App app) {
    return scan(app, module -> Evidence.SEEN);
  }

  /**
   * Another program may have written some files into the output: no others are checked, where that
   * is possible.
   *
   * @param written what was written or deleted, by module, or directories of it; empty for a module
   *     if that is unknown
   * @throws Problem if the class path cannot be read
   */
  public synchronized Inventory rescan(App app, Map<Module, ? extends Collection<Path>> written) {
    boolean known =
        written.values().stream()
            .allMatch(files -> !files.isEmpty() && files.stream().noneMatch(Files::isDirectory));
    if (!known) {
      return rescan(app);
    }
    Map<WorkspacePath, ContentHash> put = new HashMap<>(jars.scanChanging(app));
    Set<WorkspacePath> removed = new HashSet<>();
    if (written.values().stream().anyMatch(files -> OtherFiles.contain(app, files))) {
      removed.addAll(others.current().keySet());
      put.putAll(others.scan(app));
      removed.removeAll(put.keySet());
    }
    for (ClassPathEntry.Output output : outputs(app)) {
      if (isWithheld(output)) {
        continue;
      }
      content(output).retry(output, scan(output.module()), put, removed);
      Collection<Path> files = written.get(output.module());
      if (files != null) {
        Set<String> inOutput = pathsIn(output.module(), files);
        SortedMap<String, ScannedFile> scanned = scan(output.module()).scan(inOutput);
        OutputContent content = content(output);
        content.put(output, scanned, put, removed);
        for (String path : inOutput) {
          if (!scanned.containsKey(path)) {
            content.removeAbsent(output, path, removed);
          }
        }
      }
    }
    return desire(current.with(put, removed));
  }

  private static Set<String> pathsIn(Module module, Collection<Path> files) {
    Path directory = module.outputFolder().toAbsolutePath().normalize();
    return files.stream()
        .filter(file -> file.startsWith(directory) && !file.equals(directory))
        .map(file -> FileTree.relative(directory, file))
        .collect(Collectors.toSet());
  }

  /**
   * Files and directories, in addition to the output of its modules, that an app is made of, and
   * that may change.
   */
  public static List<Path> otherPaths(App app) {
    List<Path> paths = new ArrayList<>(OtherFiles.paths(app));
    paths.addAll(JarContent.changing(app));
    return paths;
  }

  /** The inventory that was desired last. */
  public synchronized Inventory current() {
    return current;
  }

  /** Paths of files that were incomplete at the last scan; they keep their old content, if any. */
  public synchronized SortedSet<WorkspacePath> incomplete() {
    SortedSet<WorkspacePath> incomplete = new TreeSet<>(jars.incomplete());
    outputs.values().forEach(output -> incomplete.addAll(output.incomplete()));
    return Collections.unmodifiableSortedSet(incomplete);
  }

  @GuardedBy("this")
  private Inventory scan(App app, Function<Module, Evidence> evidence) {
    outputs(app);
    Map<WorkspacePath, OutputContent> nextOutputs = new HashMap<>();
    for (ClassPathEntry entry : app.classPath()) {
      if (entry instanceof ClassPathEntry.Output output) {
        OutputContent before = content(output);
        nextOutputs.put(
            output.workspacePath(),
            isWithheld(output)
                ? before
                : before.after(
                    output, scan(output.module()).scan(), evidence.apply(output.module())));
      }
    }
    outputs = nextOutputs;
    Map<WorkspacePath, ContentHash> files = new HashMap<>(jars.scan(app));
    files.putAll(others.scan(app));
    outputs.values().forEach(output -> output.addTo(files));
    Set<WorkspacePath> removed = new HashSet<>(current.files().keySet());
    removed.removeAll(files.keySet());
    return desire(current.with(files, removed));
  }

  @GuardedBy("this")
  private Inventory desire(Inventory desired) {
    if (desired != current) {
      current = desired;
      store.retain(current);
    }
    return current;
  }

  private List<ClassPathEntry.Output> outputs(App app) {
    List<ClassPathEntry.Output> all =
        app.classPath().stream()
            .filter(ClassPathEntry.Output.class::isInstance)
            .map(ClassPathEntry.Output.class::cast)
            .toList();
    outputDirectories =
        all.stream().map(it -> it.module().outputFolder()).collect(Collectors.toSet());
    return all;
  }

  @GuardedBy("this")
  private OutputContent content(ClassPathEntry.Output output) {
    return outputs.computeIfAbsent(output.workspacePath(), key -> new OutputContent(paths));
  }

  @GuardedBy("this")
  private DirectoryScan scan(Module module) {
    return scans.computeIfAbsent(
        module.outputFolder(), directory -> new DirectoryScan(directory, store, clock, knownFiles));
  }
}
