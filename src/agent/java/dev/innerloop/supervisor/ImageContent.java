package dev.innerloop.supervisor;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What the image itself holds, found by its hash so that nobody has to send it.
 *
 * <p>Hashing some hundred megabytes of jars takes a moment: it is begun at once, in the background,
 * and waited for by whoever first needs the answer.
 */
final class ImageContent {

  private final List<Path> roots;
  private final FutureTask<SortedMap<Path, ContentHash>> scan = new FutureTask<>(this::scanRoots);
  private Map<ContentHash, Path> byHash;

  ImageContent(List<Path> roots) {
    this.roots = roots;
  }

  void begin() {
    Daemons.start("dev-image-content", scan);
  }

  /** A file of the image with this content, or null. */
  synchronized Path find(ContentHash hash) throws IOException {
    if (byHash == null) {
      byHash = new HashMap<>();
      for (Map.Entry<Path, ContentHash> file : scanned().entrySet()) {
        byHash.putIfAbsent(file.getValue(), file.getKey());
      }
    }
    return byHash.get(hash);
  }

  /** The content of the first root that has any, by paths relative to it. */
  SortedMap<String, ContentHash> layout() throws IOException {
    for (Path root : roots) {
      SortedMap<String, ContentHash> files = new TreeMap<>();
      for (Map.Entry<Path, ContentHash> file : scanned().entrySet()) {
        if (file.getKey().startsWith(root)) {
          String path = root.relativize(file.getKey()).toString();
          // What lies at the root itself starts the image, and is nothing of the app.
          if (path.contains(root.getFileSystem().getSeparator())) {
            files.put(path.replace(root.getFileSystem().getSeparator(), "/"), file.getValue());
          }
        }
      }
      if (!files.isEmpty()) {
        return files;
      }
    }
    return Collections.emptySortedMap();
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

  private SortedMap<Path, ContentHash> scanned() throws IOException {
    try {
      return scan.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading the image's content", e);
    } catch (ExecutionException e) {
      throw new IOException("cannot read the image's content: " + e.getCause(), e.getCause());
    }
  }

  private SortedMap<Path, ContentHash> scanRoots() throws IOException {
    SortedMap<Path, ContentHash> files = new TreeMap<>();
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        for (Path file : Tree.files(root, null)) {
          if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file)) {
            files.put(file, ContentHash.ofFile(file));
          }
        }
      }
    }
    return files;
  }
}
