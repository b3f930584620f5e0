package dev.innerloop.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Detects cheaply whether a file was written again, unless that was within the clock's granularity.
 */
public record FileStamp(long size, FileTime modified, @Nullable Object fileKey) {

  /** Of a file that does not exist any more: no file has it. */
  public static final FileStamp NO_FILE = new FileStamp(-1, FileTime.fromMillis(0), null);

  /** Clocks of file systems are coarse: two writes within it may bear the same time. */
  private static final Duration GRANULARITY = Duration.ofSeconds(2);

  public static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  public static FileStamp of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class));
  }

  /**
   * Empty if there is no file, or none that can be read to its end: a pipe, device or directory.
   */
  public static Optional<FileStamp> ofRegularFile(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? Optional.of(of(attributes)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The file may be written after {@code readAt} without a change of its stamp. */
  public boolean isRacy(Instant readAt) {
    return modified.toInstant().isAfter(readAt.minus(GRANULARITY));
  }
}
