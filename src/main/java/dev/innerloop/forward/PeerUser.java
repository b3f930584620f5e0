package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The user whose process is at the other end of a connection over this machine's loopback
 * interface. Linux lists the sockets of all users with their user IDs; elsewhere it cannot be
 * known.
 */
final class PeerUser {

  private static final Path PROC = Path.of("/proc");
  private static final String ESTABLISHED = "01";

  /** A socket can be missing from one reading of a list that changes meanwhile. */
  private static final int READINGS = 3;

  private final Path net;

  PeerUser() {
    this(PROC.resolve("self/net"));
  }

  PeerUser(Path net) {
    this.net = net;
  }

  /**
   * Why this connection is not of a process of this user; empty if it is, or if the system does not
   * tell.
   *
   * @param accepted a connection that was accepted
   */
  String objection(Socket accepted) {
    try {
      OptionalInt user = userOf(accepted.getPort(), accepted.getLocalPort());
      int own = (Integer) Files.getAttribute(PROC.resolve("self"), "unix:uid");
      if (user.isEmpty()) {
        return "its process has ended";
      }
      return user.getAsInt() == own
          ? ""
          : "its process is of another user (UID " + user.getAsInt() + ")";
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return ""; // not Linux, or without /proc
    }
  }

  /** The owner of the socket that has these ports, seen from the other side. */
  OptionalInt userOf(int port, int remotePort) throws IOException {
    for (int reading = 0; reading < READINGS; reading++) {
      for (String file : List.of("tcp", "tcp6")) {
        Path sockets = net.resolve(file);
        if (file.equals("tcp6") && !Files.exists(sockets)) {
          continue; // a system without IPv6
        }
        for (String line : Files.readAllLines(sockets, US_ASCII)) {
          String[] fields = line.strip().split("\\s+");
          if (fields.length > 7
              && fields[1].endsWith(loopback(port))
              && fields[2].endsWith(loopback(remotePort))
              && fields[3].equals(ESTABLISHED)) {
            return OptionalInt.of(Integer.parseInt(fields[7]));
          }
        }
      }
    }
    return OptionalInt.empty();
  }

  /** 127.0.0.1 in the machine's byte order; an IPv6 socket has more before it. */
  private static String loopback(int port) {
    String address = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "0100007F:" : "7F000001:";
    return address + String.format(Locale.ROOT, "%04X", port);
  }
}
