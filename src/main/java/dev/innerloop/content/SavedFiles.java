package dev.innerloop.content;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The content that saved files had when it was last remembered: a file that is touched, or saved
 * again without a change, still has it. Safe for many threads, none of which ever waits.
 */
public final class SavedFiles {

  /** A larger file takes longer to read than to deliver. */
  private static final long LARGEST = 1 << 20;

  /** Of more files at a time, such as those of another branch, the content is not kept. */
  private static final int MOST = 200;

  private final Map<Path, ContentHash> contents = new ConcurrentHashMap<>();

  /** Remembers these files as they are now. */
  public void remember(Collection<Path> files) {
    for (Path file : files) {
      Optional<ContentHash> content = files.size() > MOST ? Optional.empty() : content(file);
      content.ifPresentOrElse(hash -> contents.put(file, hash), () -> contents.remove(file));
    }
  }

  /** Forgets these files: the next save counts, whatever it changes. */
  public void forget(Collection<Path> files) {
    files.forEach(contents::remove);
  }

  /** Whether a file is known to have the content that was remembered last. */
  public boolean isUnchanged(Path file) {
    ContentHash last = contents.get(file);
    return last != null && content(file).filter(last::equals).isPresent();
  }

  private static Optional<ContentHash> content(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST
          ? Optional.of(ContentHash.ofFile(file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it was deleted, or cannot be read
    }
  }
}
