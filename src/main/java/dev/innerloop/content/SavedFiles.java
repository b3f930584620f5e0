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
 * The content of saved files at the time they were built last: a file that is touched, or saved
 * again without a change, still has it. Safe for many threads, none of which ever waits.
 */
public final class SavedFiles {

  /** A larger file takes longer to read than to deliver. */
  private static final long LARGEST = 1 << 20;

  /** Of more files at a time, such as those of another branch, the content is not kept. */
  private static final int MOST = 200;

  private final Map<Path, ContentHash> built = new ConcurrentHashMap<>();

  /** These files are about to be built as they are now. */
  public void building(Collection<Path> files) {
    for (Path file : files) {
      Optional<ContentHash> content = files.size() > MOST ? Optional.empty() : content(file);
      content.ifPresentOrElse(hash -> built.put(file, hash), () -> built.remove(file));
    }
  }

  /** Whether a file is known to have the content that was built last. */
  public boolean isBuilt(Path file) {
    ContentHash last = built.get(file);
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
