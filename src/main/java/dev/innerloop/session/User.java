package dev.innerloop.session;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs a session, for others who want the same replicas. */
final class User {

  private User() {}

  /** As {@code user@host}. */
  static String holder() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost"; // a machine that cannot resolve its own name
    }
    return System.getProperty("user.name") + "@" + host;
  }
}
