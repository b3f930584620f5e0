package dev.innerloop.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * One hash for a whole inventory: equal at both ends of the wire exactly if the inventories are.
 * Files are added in the order of their paths, so that none needs to be kept.
 */
public final class InventoryDigest {

  private final MessageDigest sha256 = ContentHash.sha256();
  private WorkspacePath last;

  /**
   * @throws IllegalArgumentException if the path does not follow the one before it
   */
  public void add(WorkspacePath path, ContentHash hash) {
    if (last != null && last.compareTo(path) >= 0) {
      throw new IllegalArgumentException(path + " does not follow " + last);
    }
    last = path;
    sha256.update(path.toString().getBytes(UTF_8));
    sha256.update((byte) 0);
    sha256.update(hash.digest());
  }

  /** The digest of all that was added; this object starts again with nothing. */
  public ContentHash result() {
    last = null;
    return ContentHash.ofDigest(sha256.digest());
  }
}
