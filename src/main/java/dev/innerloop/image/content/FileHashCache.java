package dev.innerloop.image.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.content.FileStamp;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cache of file hashes, valid as long as the file system shows that the file was not written since.
 *
 * <p>It relies on {@code st_ctime}, which programs cannot set: builds with a fixed output timestamp
 * keep the size and the modification time of a file whose content they change. On systems without
 * it, such as Windows, files are always read.
 */
public final class FileHashCache {

  /** Reading a smaller file takes no longer than reading its attributes. */
  private static final long WORTH_IT = 1 << 16;

  private final Path file;
  private final Map<String, String> before = new HashMap<>();
  private final Map<String, String> now = new HashMap<>();

  private final Clock clock;

  private FileHashCache(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * The hashes stored in a file; empty if it does not exist.
   *
   * @throws IOException if it cannot be read
   */
  public static FileHashCache in(Path file) throws IOException {
    return in(file, Clock.systemUTC());
  }

  static FileHashCache in(Path file, Clock clock) throws IOException {
    FileHashCache hashes = new FileHashCache(file, clock);
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file, UTF_8)) {
        int name = line.indexOf('\t');
        if (name > 0) {
          hashes.before.put(line.substring(name + 1), line.substring(0, name));
        }
      }
    }
    return hashes;
  }

  ContentHash of(ImageLayer.Source source) throws IOException {
    Instant start = clock.instant();
    Optional<FileStamp> stamp = stamp(source);
    if (stamp.isEmpty()) {
      return read(source);
    }
    String name = source.name();
    String known = before.get(name);
    String facts = " " + text(stamp.get());
    if (known != null && known.endsWith(facts)) {
      now.put(name, known);
      return ContentHash.ofHex(known.substring(0, known.length() - facts.length()));
    }
    ContentHash hash = read(source);
    if (!stamp.get().isRacy(start) && name.indexOf('\n') < 0) {
      now.put(name, hash.hex() + facts);
    }
    return hash;
  }

  /** Stores the hashes that were requested since, and no others. */
  public void save() throws IOException {
    if (now.equals(before)) {
      return;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path partial = Files.createTempFile(file.toAbsolutePath().getParent(), "partial", null);
    try {
      Files.write(
          partial,
          now.entrySet().stream().map(it -> it.getValue() + "\t" + it.getKey()).sorted().toList(),
          UTF_8);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static ContentHash read(ImageLayer.Source source) throws IOException {
    DigestOutputStream digest =
        new DigestOutputStream(OutputStream.nullOutputStream(), ContentHash.sha256());
    source.writeTo(digest);
    return ContentHash.ofDigest(digest.getMessageDigest().digest());
  }

  /** A stamp with the time of the last inode change instead of the last modification. */
  private static Optional<FileStamp> stamp(ImageLayer.Source source) throws IOException {
    Optional<Path> origin = source.origin();
    if (origin.isEmpty()
        || !origin.get().getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    FileStamp stamp = FileStamp.of(origin.get());
    return stamp.size() < WORTH_IT
        ? Optional.empty()
        : Optional.of(
            new FileStamp(
                stamp.size(),
                (FileTime) Files.getAttribute(origin.get(), "unix:ctime"),
                stamp.fileKey()));
  }

  private static String text(FileStamp stamp) {
    return stamp.modified().toInstant() + " " + stamp.size() + " " + stamp.fileKey();
  }
}
