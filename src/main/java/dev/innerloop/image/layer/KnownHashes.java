package dev.innerloop.image.layer;

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
 * Hashes of what was read before, as long as the file system shows that nobody has written it
 * since.
 *
 * <p>It does by {@code st_ctime}, which programs cannot set: builds with a fixed output timestamp
 * keep the size and the time of a file whose content they change. Where there is none, as on
 * Windows, files are read each time.
 */
public final class KnownHashes {

  /** To read what is smaller takes no longer than to ask for its times. */
  private static final long WORTH_IT = 1 << 16;

  private final Path file;
  private final Map<String, String> before = new HashMap<>();
  private final Map<String, String> now = new HashMap<>();

  private final Clock clock;

  private KnownHashes(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * What was kept in a file; nothing if it is not there.
   *
   * @throws IOException if it cannot be read
   */
  public static KnownHashes in(Path file) throws IOException {
    return in(file, Clock.systemUTC());
  }

  static KnownHashes in(Path file, Clock clock) throws IOException {
    KnownHashes hashes = new KnownHashes(file, clock);
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
    Instant asked = clock.instant();
    Optional<FileStamp> stamp = stamp(source);
    if (stamp.isEmpty()) {
      return read(source);
    }
    String name = source.name();
    String known = before.get(name);
    String facts = " " + words(stamp.get());
    if (known != null && known.endsWith(facts)) {
      now.put(name, known);
      return ContentHash.ofHex(known.substring(0, known.length() - facts.length()));
    }
    ContentHash hash = read(source);
    if (!stamp.get().isRacy(asked) && name.indexOf('\n') < 0) {
      now.put(name, hash.hex() + facts);
    }
    return hash;
  }

  /** Keeps what was asked for, and no more. */
  public void keep() throws IOException {
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

  /** With the time of the last change of any kind in the place of that of the last write. */
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

  private static String words(FileStamp stamp) {
    return stamp.modified().toInstant() + " " + stamp.size() + " " + stamp.fileKey();
  }
}
