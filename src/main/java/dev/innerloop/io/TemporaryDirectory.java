package dev.innerloop.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for the files of a session, which only this user can enter. A session that is killed
 * cannot delete its own: the next one does. Until then a lock, which the system releases however a
 * process ends, shows that it is in use.
 */
public final class TemporaryDirectory implements Closeable {

  private static final String PREFIX = "dev-";
  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel lock;

  private TemporaryDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates one in the system's directory for temporary files.
   *
   * @param purpose a part of its name; may be empty
   */
  public static TemporaryDirectory create(String purpose) throws IOException {
    return createIn(root(), purpose);
  }

  static TemporaryDirectory createIn(Path root, String purpose) throws IOException {
    Path path = Files.createTempDirectory(root, PREFIX + purpose); // with mode 700, always
    Path draft = path.resolve(LOCK + "-new");
    FileChannel lock =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock unused = lock.lock();
      // It gets its name with the lock held: no other session finds it without.
      Files.move(draft, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      locked = true;
    } finally {
      if (!locked) {
        lock.close();
        delete(path);
      }
    }
    return new TemporaryDirectory(path, lock);
  }

  public Path path() {
    return path;
  }

  /** Deletes it. */
  @Override
  public void close() throws IOException {
    lock.close();
    delete(path);
  }

  /**
   * Deletes the directories of this user that sessions have left which were killed.
   *
   * @return those that cannot be deleted
   */
  public static List<Path> deleteLeftOver() throws IOException {
    return deleteLeftOverIn(root());
  }

  static List<Path> deleteLeftOverIn(Path root) throws IOException {
    List<Path> kept = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root, PREFIX + "*")) {
      for (Path each : all) {
        try {
          if (isLeftOver(each)) {
            delete(each);
          }
        } catch (IOException e) {
          kept.add(each);
        }
      }
    }
    return kept;
  }

  /**
   * The directory of another user can only be one that is readable, and that is not one of ours. A
   * link is none at all.
   */
  private static boolean isLeftOver(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(owner())) {
      return false;
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // a session in this JVM has it
    }
  }

  private static UserPrincipal owner() throws IOException {
    return root()
        .getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name"));
  }

  private static Path root() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(directory)) { // links are not followed
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
