package dev.innerloop.supervisor;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileEntry;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The files of the image, found by their hash so that they need not be sent.
 *
 * <p>Hashing some hundred megabytes of jars takes a moment: it is begun at once, in the background,
 * and the first use waits for it.
 */
final class ImageFiles {

  private final List<Path> roots;
  private final Path lists;
  private final FutureTask<List<Root>> scan = new FutureTask<>(this::scanRoots);

  /** What lies below one folder of the image. */
  private static final class Root {

    final Path folder;
    final StoredFiles files;
    final boolean hasLayout;

    Root(Path folder, StoredFiles files, boolean hasLayout) {
      this.folder = folder;
      this.files = files;
      this.hasLayout = hasLayout;
    }
  }

  /** Without what lies at the root itself: that starts the image, and is nothing of the app. */
  private static final class Layout implements FileSource {

    private final FileSource all;

    Layout(FileSource all) {
      this.all = all;
    }

    @Override
    public FileEntry next() throws IOException {
      FileEntry file = all.next();
      while (file != null && !isInFolder(file.path())) {
        file = all.next();
      }
      return file;
    }

    static boolean isInFolder(WorkspacePath path) {
      return path.toString().indexOf('/') > 0;
    }

    @Override
    public void close() throws IOException {
      all.close();
    }
  }

  /**
   * @param lists the directory where what was found is written down
   */
  ImageFiles(List<Path> roots, Path lists) {
    this.roots = roots;
    this.lists = lists;
  }

  void begin() {
    Daemons.start("dev-image-content", scan);
  }

  /** Adds a file of the image for each hash that has one, unless one is known already. */
  void locate(Set<ContentHash> hashes, Map<ContentHash, Path> found) throws IOException {
    for (Root root : scanned()) {
      root.files
          .open()
          .forEach(
              file -> {
                if (hashes.contains(file.hash())) {
                  found.putIfAbsent(file.hash(), root.folder.resolve(file.path().toString()));
                }
              });
    }
  }

  /** The content of the first root that has any, by paths relative to it; null if none has. */
  FileSource layout() throws IOException {
    for (Root root : scanned()) {
      if (root.hasLayout) {
        return new Layout(root.files.open());
      }
    }
    return null;
  }

  /** Whether no image was ever meant to hold anything of the app. */
  boolean isNone() {
    return roots.isEmpty();
  }

  boolean isInside(Path file) {
    for (Path root : roots) {
      if (file.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  private List<Root> scanned() throws IOException {
    try {
      return scan.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading the image's content", e);
    } catch (ExecutionException e) {
      throw new IOException("cannot read the image's content: " + e.getCause(), e.getCause());
    }
  }

  private List<Root> scanRoots() throws IOException {
    List<Root> scanned = new ArrayList<>();
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        Path list = lists.resolve("image-" + scanned.size());
        AtomicBoolean hasLayout = new AtomicBoolean();
        StoredFiles.Builder files = new StoredFiles.Builder(list);
        try {
          SortedFileWalk.walk(
              root,
              (path, file) -> {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.isReadable(file)) {
                  files.add(path, ContentHash.ofFile(file));
                  hasLayout.compareAndSet(false, Layout.isInFolder(path));
                }
              });
          scanned.add(new Root(root, files.build(), hasLayout.get()));
        } finally {
          Closeables.close(files);
        }
      }
    }
    return scanned;
  }
}
