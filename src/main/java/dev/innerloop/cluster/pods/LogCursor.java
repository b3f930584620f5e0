package dev.innerloop.cluster.pods;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a log has been read. The API server resumes at whole seconds only, so lines are delivered
 * again and recognized by their timestamps; lines with the same timestamp are counted.
 */
final class LogCursor {

  private @Nullable Instant last;
  private int takenAtLast;
  private int seenAtLast;

  /** Where to resume; empty before the first line. */
  Optional<Instant> since() {
    return Optional.ofNullable(last);
  }

  /** The log is read again, from {@link #since} or earlier. */
  void reopened() {
    seenAtLast = 0;
  }

  /** The line without its timestamp, if it is new. */
  Optional<String> take(String stamped) {
    int space = stamped.indexOf(' ');
    Instant time;
    try {
      time = Instant.parse(space < 0 ? stamped : stamped.substring(0, space));
    } catch (DateTimeParseException e) {
      // Skips the API server's answer in place of a log (the pod was just deleted); keeps a message
      // of the kubelet, such as that it cannot read the log.
      return stamped.startsWith("{\"kind\":\"Status\"") ? Optional.empty() : Optional.of(stamped);
    }
    if (last != null && time.isBefore(last)) {
      return Optional.empty();
    }
    if (time.equals(last)) {
      if (++seenAtLast <= takenAtLast) {
        return Optional.empty();
      }
    } else {
      last = time;
      takenAtLast = 0;
      seenAtLast = 1;
    }
    takenAtLast = seenAtLast;
    return Optional.of(space < 0 ? "" : stamped.substring(space + 1));
  }
}
