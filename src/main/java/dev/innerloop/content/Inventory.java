package dev.innerloop.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace holds: paths and the hash of the content at each.
 *
 * @param files keys are paths relative to the workspace, with {@code /} as separator: {@code
 *     classes/...} is the app's own output, {@code modules/NAME/...} that of a sibling module,
 *     {@code lib/NAME.jar} a dependency
 */
public record Inventory(SortedMap<String, ContentHash> files) {

  public static final Inventory EMPTY = new Inventory(new TreeMap<>());

  public Inventory {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  public static Inventory of(Map<String, ContentHash> files) {
    return new Inventory(new TreeMap<>(files));
  }

  public @Nullable ContentHash get(String path) {
    return files.get(path);
  }

  /** What has to change for this inventory to become {@code newer}. */
  public Difference differenceTo(Inventory newer) {
    return Difference.between(this, newer);
  }

  /** One hash for the whole: equal exactly when the inventories are. */
  public ContentHash digest() {
    MessageDigest digest = ContentHash.sha256();
    files.forEach(
        (path, hash) -> {
          digest.update(path.getBytes(UTF_8));
          digest.update((byte) 0);
          digest.update(hash.digest());
        });
    return ContentHash.ofDigest(digest.digest());
  }
}
