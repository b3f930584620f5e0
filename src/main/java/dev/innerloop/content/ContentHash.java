package dev.innerloop.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of some content: its name everywhere, from the scan to the replica.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentHash(String hex) implements Comparable<ContentHash> {

  public ContentHash {
    if (hex.length() != 64) {
      throw new IllegalArgumentException("not a SHA-256: " + hex);
    }
  }

  public static ContentHash of(byte[] content) {
    return ofDigest(sha256().digest(content));
  }

  public static ContentHash ofDigest(byte[] digest) {
    return new ContentHash(HexFormat.of().formatHex(digest));
  }

  /** A new digest of the algorithm that names content. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public byte[] digest() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public int compareTo(ContentHash other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex.substring(0, 12);
  }
}
