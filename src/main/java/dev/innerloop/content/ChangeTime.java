package dev.innerloop.content;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Whether a file or directory changed after a moment: its content or, where the system records
 * that, its place. A file that was moved has its old modification time.
 */
public final class ChangeTime {

  /** The clock of a file system may be behind by a tick. */
  private static final Duration TICK = Duration.ofMillis(20);

  private static final boolean HAS_CHANGE_TIME =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private final Instant since;

  private ChangeTime(Instant since) {
    this.since = since;
  }

  public static ChangeTime since(Instant moment) {
    return new ChangeTime(moment.equals(Instant.MAX) ? moment : moment.minus(TICK));
  }

  /** False for a file that does not exist. */
  public boolean isOf(Path file) {
    if (since.equals(Instant.MAX)) {
      return false;
    }
    try {
      if (!HAS_CHANGE_TIME) {
        return isLate(Files.getLastModifiedTime(file));
      }
      Map<String, Object> times = Files.readAttributes(file, "unix:lastModifiedTime,ctime");
      return times.values().stream().anyMatch(time -> isLate((FileTime) time))
          || Files.isSymbolicLink(file)
              && isLate(
                  (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return false; // deleted: its directory has changed
    }
  }

  private boolean isLate(FileTime time) {
    return !time.toInstant().isBefore(since);
  }
}
