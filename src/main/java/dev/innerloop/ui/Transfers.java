package dev.innerloop.ui;

import dev.innerloop.event.Event.Transferring;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Progress and rate of the transfer to each replica: a line for each quarter of a long transfer, at
 * least one in 5 s, and one at the end.
 */
final class Transfers {

  private static final long WORTH_A_LINE = 1L << 20;
  private static final long SILENCE_MILLIS = 5_000;

  private final Map<String, Stage> stages = new HashMap<>();

  /** Reported once: a quarter, or some seconds. */
  private record Stage(long quarter, long silence) {

    static Stage of(Transferring transfer) {
      return new Stage(transfer.sent() * 4 / transfer.total(), transfer.millis() / SILENCE_MILLIS);
    }
  }

  /**
   * The line to print, if any.
   *
   * @param name of the replica, for people
   */
  Optional<String> line(Transferring transfer, String name) {
    if (transfer.total() < WORTH_A_LINE) {
      return Optional.empty();
    }
    if (transfer.sent() >= transfer.total()) {
      stages.remove(transfer.replica());
      return Optional.of(
          "%s: sent %s in %s, %s"
              .formatted(
                  name,
                  megabytes(transfer.total()),
                  UpdateLine.duration(transfer.millis()),
                  rate(transfer)));
    }
    Stage stage = Stage.of(transfer);
    Stage last = stages.put(transfer.replica(), stage);
    if (last == null) {
      return Optional.of(name + ": sending " + megabytes(transfer.total()));
    }
    return stage.equals(last)
        ? Optional.empty()
        : Optional.of(
            "%s: sending %s: %s, %s"
                .formatted(
                    name, megabytes(transfer.total()), megabytes(transfer.sent()), rate(transfer)));
  }

  private static String rate(Transferring transfer) {
    return megabytes(transfer.sent() * 1000 / Math.max(1, transfer.millis())) + "/s";
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
