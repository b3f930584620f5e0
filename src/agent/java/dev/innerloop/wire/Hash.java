package dev.innerloop.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/** The SHA-256 of some content. */
public final class Hash {

  public static final int BYTES = 32;

  private final byte[] digest;

  private Hash(byte[] digest) {
    this.digest = digest;
  }

  public static Hash of(byte[] digest) {
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 has " + BYTES + " bytes");
    }
    return new Hash(digest.clone());
  }

  public static Hash ofFile(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[Protocol.CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
    return new Hash(sha256.digest());
  }

  /** One hash for a whole inventory, computed alike at both ends. */
  public static Hash ofInventory(SortedMap<String, Hash> files) {
    MessageDigest sha256 = sha256();
    for (Map.Entry<String, Hash> file : files.entrySet()) {
      sha256.update(file.getKey().getBytes(UTF_8));
      sha256.update((byte) 0);
      sha256.update(file.getValue().digest);
    }
    return new Hash(sha256.digest());
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static Hash read(DataInput in) throws IOException {
    byte[] digest = new byte[BYTES];
    in.readFully(digest);
    return new Hash(digest);
  }

  public void write(DataOutput out) throws IOException {
    out.write(digest);
  }

  public byte[] bytes() {
    return digest.clone();
  }

  /** 64 lower-case hexadecimal digits: a name that every file system takes. */
  public String hex() {
    StringBuilder hex = new StringBuilder(2 * BYTES);
    for (byte b : digest) {
      hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash && Arrays.equals(digest, ((Hash) other).digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return hex().substring(0, 12);
  }
}
