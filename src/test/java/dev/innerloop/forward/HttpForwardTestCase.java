package dev.innerloop.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.innerloop.forward.gate.RequestGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A forwarded port, and an app behind it that answers as a test likes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class HttpForwardTestCase {

  static final String HOST = "Host: localhost:1\r\n";
  static final String CLOSE = "Connection: close\r\n";
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  final List<String> heads = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  final CountDownLatch hungUp = new CountDownLatch(1);
  ServerSocket app;
  RequestGate gate;
  HttpForward forward;

  /** How the app answers a request whose head was read. */
  volatile Answering answering = (head, in, out) -> out.write(OK.getBytes(ISO_8859_1));

  interface Answering {
    void answer(String head, InputStream in, OutputStream out) throws Exception;
  }

  @BeforeEach
  void start() throws IOException {
    app = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    daemon(this::accept);
    gate = Forwarding.gate(new DirectReplica());
    forward = Forwarding.open(app, gate, true);
  }

  @AfterEach
  void end() throws IOException {
    forward.close();
    app.close();
  }

  String ask(String request) throws IOException {
    return Wire.ask(forward.localPort(), request);
  }

  Socket open(String request) throws IOException {
    Socket socket = new Socket("127.0.0.1", forward.localPort());
    write(socket.getOutputStream(), request);
    return socket;
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  void accept() throws IOException {
    while (true) {
      Socket socket = app.accept();
      connections.incrementAndGet();
      daemon(() -> serve(socket));
    }
  }

  void serve(Socket socket) throws Exception {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String head = Wire.readUntil(in, "\r\n\r\n");
          !head.endsWith("<end>");
          head = Wire.readUntil(in, "\r\n\r\n")) {
        heads.add(head);
        answering.answer(head, in, socket.getOutputStream());
      }
    } finally {
      hungUp.countDown();
    }
  }

  interface Task {
    void run() throws Exception;
  }

  static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Exception e) {
                return; // its socket was closed, by the test or by its end
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
