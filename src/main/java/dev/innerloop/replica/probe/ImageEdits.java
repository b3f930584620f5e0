package dev.innerloop.replica.probe;

import java.util.List;

/**
 * How what a replica holds differs from its image.
 *
 * @param listed the first of them by path, relative to the workspace
 * @param total how many there are, which may be more than are listed
 */
public record ImageEdits(List<Edit> listed, int total) {

  public ImageEdits {
    listed = List.copyOf(listed);
  }

  public boolean isEmpty() {
    return total == 0;
  }

  /** One file that is not in the image as it is in the replica. */
  public record Edit(String path, Kind kind) {}

  /** How it differs. */
  public enum Kind {
    ADDED,
    CHANGED,
    /** It is in the image, and no longer in the replica. */
    REMOVED
  }
}
