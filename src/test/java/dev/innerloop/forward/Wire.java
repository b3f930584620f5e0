package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.innerloop.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.function.BooleanSupplier;

/** Bytes as they are on the wire, and waiting. */
public final class Wire {

  private Wire() {}

  /** Sends all at once, and reads until the other side closes. */
  static String ask(int port, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** Reads until that much text has come, or the end. */
  static String readUntil(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        return text + "<end>";
      }
      text.append((char) next);
    }
    return text.toString();
  }

  public static void await(BooleanSupplier condition) {
    Await.until("the condition", condition::getAsBoolean);
  }
}
