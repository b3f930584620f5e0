package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The SHA-256 of some content: the name of that content everywhere, from scan to replica. */
public final class ContentHash implements Comparable<ContentHash> {

  public static final int BYTES = 32;

  private final byte[] digest;

  private ContentHash(byte[] digest) {
    this.digest = digest;
  }

  public static ContentHash of(byte[] content) {
    return new ContentHash(sha256().digest(content));
  }

  public static ContentHash ofDigest(byte[] digest) {
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 has " + BYTES + " bytes");
    }
    return new ContentHash(digest.clone());
  }

  /**
   * @param hex 64 hexadecimal digits
   */
  public static ContentHash ofHex(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("not a SHA-256: " + hex);
    }
    byte[] digest = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      int low = Character.digit(hex.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        throw new IllegalArgumentException("not a SHA-256: " + hex);
      }
      digest[i] = (byte) (high << 4 | low);
    }
    return new ContentHash(digest);
  }

  public static ContentHash ofFile(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[Protocol.CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
    return new ContentHash(sha256.digest());
  }

  /** A new digest of the algorithm that names content. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static ContentHash read(DataInput in) throws IOException {
    byte[] digest = new byte[BYTES];
    in.readFully(digest);
    return new ContentHash(digest);
  }

  public void write(DataOutput out) throws IOException {
    out.write(digest);
  }

  public byte[] digest() {
    return digest.clone();
  }

  /** 64 lower-case hexadecimal digits: a valid file name in every file system. */
  public String hex() {
    StringBuilder hex = new StringBuilder(2 * BYTES);
    for (byte b : digest) {
      hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.toString();
  }

  @Override
  public int compareTo(ContentHash other) {
    for (int i = 0; i < BYTES; i++) {
      int order = (digest[i] & 0xff) - (other.digest[i] & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentHash && Arrays.equals(digest, ((ContentHash) other).digest);
  }

  /** The digest is evenly distributed, so that any four bytes of it will do. */
  @Override
  public int hashCode() {
    return (digest[0] << 24)
        | (digest[1] & 0xff) << 16
        | (digest[2] & 0xff) << 8
        | digest[3] & 0xff;
  }

  @Override
  public String toString() {
    return hex().substring(0, 12);
  }
}
