package dev.innerloop.content;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes files into an output directory that others watch and read, too: each file appears at once
 * and whole, and is known before it appears, so that an event about it is recognized as our own.
 */
public final class OutputWriter implements Closeable {

  private final Path directory;
  private final KnownFiles known;
  private @Nullable Path drafts;

  /**
   * @param directory is created with the first file
   * @param known receives each file before it appears or is deleted
   */
  public OutputWriter(Path directory, KnownFiles known) {
    this.directory = directory;
    this.known = known;
  }

  /**
   * @param path below the directory
   * @param content belongs to the result from now on
   */
  public WrittenFile write(String path, byte[] content) throws IOException {
    Path draft = draft();
    Files.write(draft, content);
    return new WrittenFile(content, publish(draft, path));
  }

  /** Like {@link #write}, for content of any size. */
  public void copy(String path, Path source) throws IOException {
    Path draft = draft();
    Files.copy(source, draft, StandardCopyOption.REPLACE_EXISTING);
    publish(draft, path);
  }

  public void delete(String path) throws IOException {
    Path file = directory.resolve(path);
    known.putDeleted(file);
    Files.deleteIfExists(file);
  }

  /** On the same file system, so that it can be moved, but next to the directory: not watched. */
  private Path draft() throws IOException {
    if (drafts == null) {
      Files.createDirectories(directory);
      drafts = Files.createTempDirectory(directory.resolveSibling(""), ".dev-publish");
    }
    return drafts.resolve("file");
  }

  private FileStamp publish(Path draft, String path) throws IOException {
    Path target = directory.resolve(path);
    FileStamp stamp = FileStamp.of(draft); // moving does not change it
    Path parent = target.resolveSibling("");
    if (!Files.exists(parent)) {
      known.putDirectory(parent);
      Files.createDirectories(parent);
    }
    known.putWritten(target, stamp);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    return stamp;
  }

  /** Deletes drafts that were not published. */
  @Override
  public void close() throws IOException {
    if (drafts != null) {
      FileTree.delete(drafts);
    }
  }
}
