package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Asks the app on loopback whether it serves. A plain socket: an HTTP client costs memory. */
final class Readiness {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 10_000;
  private static final String[] LOOPBACKS = {"127.0.0.1", "::1"};

  private Readiness() {}

  /** Whether it answers the path with 2xx or 3xx; with an empty path, whether the port is open. */
  static boolean serves(int port, String path) {
    for (String host : LOOPBACKS) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        return path.isEmpty() || answers(socket, port, path);
      } catch (IOException e) {
        // Not there, or not yet: the caller asks again.
        continue;
      }
    }
    return false;
  }

  /** Whether no process listens there: one that does not accept does listen. */
  static boolean isFree(int port) {
    for (String host : LOOPBACKS) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        return false;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        // Refused, or this machine has no such address.
        continue;
      }
    }
    return true;
  }

  private static boolean answers(Socket socket, int port, String path) throws IOException {
    socket.setSoTimeout(ANSWER_MILLIS);
    String request =
        "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] status = new byte["HTTP/1.1 200".length()];
    int length = 0;
    while (length < status.length) {
      int n = in.read(status, length, status.length - length);
      if (n < 0) {
        return false;
      }
      length += n;
    }
    return status[9] == '2' || status[9] == '3';
  }
}
