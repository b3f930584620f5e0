package dev.innerloop.supervisor;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileEntry;
import dev.innerloop.wire.MissingContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Finds content that has arrived, or that the workspace or the image holds. */
final class ContentLocator {

  /** So many files are looked up at a time: what they take in memory is bounded. */
  private static final int AT_ONCE = MissingContent.MAX_HASHES;

  private final WorkspaceRoot root;
  private final WorkspaceState state;
  private final Staging staging;
  private final ImageFiles image;

  ContentLocator(WorkspaceRoot root, WorkspaceState state, Staging staging, ImageFiles image) {
    this.root = root;
    this.state = state;
    this.staging = staging;
    this.image = image;
  }

  /**
   * Finds out which content has to be sent.
   *
   * @param result receives it in parts, and whether a part is the last
   */
  void findMissing(ChangeSet changes, BiConsumer<Set<ContentHash>, Boolean> result)
      throws IOException {
    FileSource puts = changes.puts();
    try {
      List<FileEntry> part = next(puts);
      do {
        Set<ContentHash> missing = hashes(part);
        missing.removeAll(locate(missing).keySet());
        part = next(puts);
        result.accept(missing, part.isEmpty());
      } while (!part.isEmpty());
    } finally {
      Closeables.close(puts);
    }
  }

  /**
   * Puts the content of all files next to the changes.
   *
   * @throws IOException if content is missing, a path is not allowed, or the disk is full
   */
  void collect(ChangeSet changes) throws IOException {
    Files.createDirectories(ChangeSet.content(changes.directory(), 0).getParent());
    FileSource puts = changes.puts();
    try {
      int position = 0;
      for (List<FileEntry> part = next(puts); !part.isEmpty(); part = next(puts)) {
        Map<ContentHash, Path> sources = locate(hashes(part));
        for (FileEntry put : part) {
          root.resolve(put.path());
          copy(put, sources.get(put.hash()), ChangeSet.content(changes.directory(), position++));
        }
      }
    } finally {
      Closeables.close(puts);
    }
  }

  /** Jars are not written to: they are only linked. */
  private void copy(FileEntry put, Path source, Path target) throws IOException {
    if (source == null) {
      throw new IOException("the content of " + put.path() + " has not arrived");
    }
    boolean isJar = put.path().toString().endsWith(".jar");
    if (isJar && staging.isInside(source)) {
      FileLinks.linkOrCopy(source, target);
    } else if (source.startsWith(root.directory())) {
      Files.copy(source, target, LinkOption.NOFOLLOW_LINKS);
    } else if (isJar) {
      Files.createSymbolicLink(target, source.toRealPath());
    } else {
      Files.copy(source, target);
    }
  }

  private Map<ContentHash, Path> locate(Set<ContentHash> hashes) throws IOException {
    Map<ContentHash, Path> found = new HashMap<>();
    for (ContentHash hash : hashes) {
      if (staging.has(hash)) {
        found.put(hash, staging.file(hash));
      }
    }
    if (found.size() < hashes.size()) {
      state
          .snapshot()
          .files
          .forEach(
              file -> {
                if (hashes.contains(file.hash())) {
                  found.putIfAbsent(file.hash(), root.resolve(file.path()));
                }
              });
    }
    if (found.size() < hashes.size()) {
      image.locate(hashes, found);
    }
    return found;
  }

  private static List<FileEntry> next(FileSource files) throws IOException {
    List<FileEntry> part = new ArrayList<>();
    while (part.size() < AT_ONCE) {
      FileEntry file = files.next();
      if (file == null) {
        break;
      }
      part.add(file);
    }
    return part;
  }

  private static Set<ContentHash> hashes(List<FileEntry> entries) {
    Set<ContentHash> hashes = new HashSet<>();
    for (FileEntry entry : entries) {
      hashes.add(entry.hash());
    }
    return hashes;
  }
}
