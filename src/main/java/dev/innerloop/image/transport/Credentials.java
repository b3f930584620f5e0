package dev.innerloop.image.transport;

/** Credentials for a registry: a user name with a password or token. */
public record Credentials(String user, String password) {

  /** Masks the password. */
  @Override
  public String toString() {
    return "Login[" + user + ", ***]";
  }
}
