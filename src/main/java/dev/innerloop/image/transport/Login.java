package dev.innerloop.image.transport;

/** A user name and its password, or token, at a registry. */
public record Login(String user, String password) {

  /** Never the password. */
  @Override
  public String toString() {
    return "Login[" + user + ", ***]";
  }
}
