package dev.innerloop.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files whose content is known, until they are written again: an event for such a file contains
 * nothing new. Safe for many threads, none of which ever waits.
 */
public final class KnownFiles {

  /** Empty: it is known that there is no such file. */
  private final Map<Path, Optional<FileStamp>> files = new ConcurrentHashMap<>();

  private final Set<Path> directories = ConcurrentHashMap.newKeySet();

  /** The content of a file was read, and cannot have changed since without another stamp. */
  public void put(Path file, FileStamp stamp) {
    files.put(file, Optional.of(stamp));
  }

  /**
   * A file is about to be moved to its place, with content that is known. Where the file system
   * keeps no fractions of seconds, the file stays unknown: it might be written again with the same
   * time.
   *
   * @param stamp of the file that is moved
   */
  public void putWritten(Path file, FileStamp stamp) {
    if (stamp.modified().toInstant().getNano() == 0) {
      files.remove(file);
    } else {
      files.put(file, Optional.of(stamp));
    }
  }

  /** A file is about to be deleted. */
  public void putDeleted(Path file) {
    files.put(file, Optional.empty());
  }

  /** A directory is about to be created for files that are known, and its parents. */
  public void putDirectory(Path directory) {
    for (Path path = directory; path != null && directories.add(path); path = path.getParent()) {
      continue;
    }
  }

  public void remove(Path file) {
    files.remove(file);
  }

  /** Whether a file or directory is known as it is now. */
  public boolean contains(Path path) {
    Optional<FileStamp> known = files.get(path);
    if (known == null) {
      return directories.contains(path) && Files.isDirectory(path);
    }
    try {
      return known.equals(
          Optional.of(FileStamp.of(Files.readAttributes(path, BasicFileAttributes.class))));
    } catch (NoSuchFileException e) {
      return known.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
