package dev.innerloop.content;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/** Jars of the class path, each read once and again only if its file may have changed. */
final class JarScan {

  private final ContentStore store;
  private final Clock clock;
  private final Map<Path, Known> known = new HashMap<>();

  JarScan(ContentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Known(FileStamp stamp, ContentHash hash, boolean racy) {}

  /**
   * The jar's content.
   *
   * @param changing whether its file may be overwritten while its content is still needed
   * @return nothing if the file is missing or is not a complete jar
   */
  Optional<ContentHash> scan(Path jar, boolean changing) {
    try {
      Instant now = clock.instant();
      FileStamp stamp = FileStamp.of(jar);
      Known before = known.get(jar);
      if (before != null
          && before.stamp().equals(stamp)
          && !before.racy()
          && store.has(before.hash())) {
        return Optional.of(before.hash());
      }
      new ZipFile(jar.toFile()).close(); // the directory is at the end: it opens when it is whole
      ContentHash hash = changing ? store.keepCopy(jar) : store.keepReference(jar);
      if (!FileStamp.of(jar).equals(stamp)) {
        return Optional.empty();
      }
      known.put(jar, new Known(stamp, hash, stamp.isRacy(now)));
      return Optional.of(hash);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
