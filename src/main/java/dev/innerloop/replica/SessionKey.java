package dev.innerloop.replica;

import java.security.SecureRandom;

/** The secret that a supervisor requires of each connection: 256 random bits. */
public final class SessionKey {

  public static final int BYTES = 32;

  private final byte[] bytes;

  private SessionKey(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public static SessionKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a session key has " + BYTES + " bytes");
    }
    return new SessionKey(bytes);
  }

  public static SessionKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new SessionKey(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Never the secret itself. */
  @Override
  public String toString() {
    return "SessionKey[***]";
  }
}
