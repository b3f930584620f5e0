package dev.innerloop.forward;

import dev.innerloop.forward.gate.GateUpdater;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.forward.http.AllowedHosts;
import dev.innerloop.local.LocalReplicas;
import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real app in a JVM of its own, behind a supervisor and the forward, that tells its version in
 * every answer: plain, for a body, in a stream of events and over a WebSocket.
 */
final class VersionedApp implements AutoCloseable {

  private static final String MAIN =
      """
      import java.io.*;
      import java.net.*;
      import java.security.MessageDigest;
      import java.util.*;
      import java.util.concurrent.*;
      public class Main {
        static final Set<Socket> OPEN = ConcurrentHashMap.newKeySet();

        public static void main(String[] args) throws Exception {
          ServerSocket server = new ServerSocket();
          server.setReuseAddress(true);
          server.bind(new InetSocketAddress("127.0.0.1", Integer.getInteger("port")), 200);
          Thread accepting = new Thread(() -> accept(server));
          Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
              server.close();
              accepting.join();
              for (Socket socket : OPEN) {
                socket.close();
              }
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }));
          accepting.start();
        }

        static void accept(ServerSocket server) {
          try {
            while (true) {
            Socket socket = server.accept();
            OPEN.add(socket);
            Thread thread = new Thread(() -> {
              try (socket) {
                socket.setTcpNoDelay(true);
                serve(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
              } catch (Exception e) {
                return;
              } finally {
                OPEN.remove(socket);
              }
            });
            thread.setDaemon(true);
            thread.start();
            }
          } catch (IOException e) {
            return;
          }
        }

        static void serve(InputStream in, OutputStream out) throws Exception {
          for (String line = line(in); line != null; line = line(in)) {
            String path = line.split(" ")[1];
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
              headers.put(header.split(": ")[0], header.split(": ")[1]);
            }
            int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
            byte[] body = in.readNBytes(length);
            if (path.equals("/ready")) {
              answer(out, "ready");
            } else if (path.equals("/slow")) {
              System.out.println("slow request");
              Thread.sleep(400);
              answer(out, version());
            } else if (path.equals("/events")) {
              events(out);
            } else if (path.equals("/ws")) {
              webSocket(headers.get("Sec-WebSocket-Key"), in, out);
            } else if (path.equals("/page")) {
              answer(out, "<html><body><script>fetch('/seen/" + version()
                  + "')</script></body></html>", "text/html");
            } else if (path.startsWith("/seen/")) {
              System.out.println(path);
              answer(out, "");
            } else {
              answer(out, version() + (length == 0 ? "" : ":" + body.length));
            }
          }
        }

        static String version() {
          return new Answer().version();
        }

        static void answer(OutputStream out, String text) throws IOException {
          answer(out, text, "text/plain");
        }

        static void answer(OutputStream out, String text, String type) throws IOException {
          out.write(("HTTP/1.1 200 OK\\r\\nContent-Type: " + type + "\\r\\nContent-Length: "
              + text.length() + "\\r\\n\\r\\n" + text).getBytes());
        }

        static void events(OutputStream out) throws Exception {
          out.write(("HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\n"
              + "Transfer-Encoding: chunked\\r\\n\\r\\n").getBytes());
          while (true) {
            String event = "data: " + version() + "\\n\\n";
            out.write((Integer.toHexString(event.length()) + "\\r\\n" + event + "\\r\\n").getBytes());
            Thread.sleep(20);
          }
        }

        static void webSocket(String key, InputStream in, OutputStream out) throws Exception {
          byte[] accept = MessageDigest.getInstance("SHA-1")
              .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes());
          out.write(("HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\n"
              + "Upgrade: websocket\\r\\nSec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(accept) + "\\r\\n\\r\\n").getBytes());
          while (in.read() == 0x81) {
            int length = in.read() & 0x7f;
            in.readNBytes(4 + length);
            byte[] text = version().getBytes();
            out.write(new byte[] {(byte) 0x81, (byte) text.length});
            out.write(text);
          }
        }

        static String line(InputStream in) throws IOException {
          StringBuilder line = new StringBuilder();
          for (int next = in.read(); next != '\\n'; next = in.read()) {
            if (next < 0) {
              return null;
            }
            line.append((char) next);
          }
          return line.toString().trim();
        }
      }
      """;

  final Journalist told = new Journalist();
  final RequestGate gate;
  final HttpForward forward;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final LocalReplicas replicas;
  private final ReplicaSessions sessions;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final ReservedPort reserved = new ReservedPort();
  private final int port = reserved.number();
  private volatile int noticed;
  private long update;
  private String options = "";
  private String fields = "";
  private String main = MAIN;

  VersionedApp(Path folder, Duration hold, boolean browserReload) throws IOException {
    SessionKey key = SessionKey.random();
    replicas =
        LocalReplicas.start(
            "local", key, Path.of(System.getProperty("java.home")), folder, false, lines::add);
    gate = new RequestGate(hold);
    sessions =
        new ReplicaSessions(key, blobs, "anna@desk", false, List.of(new GateUpdater(gate), told));
    forward =
        HttpForward.open(
            OptionalInt.empty(),
            port + 1,
            () -> port,
            gate,
            new HttpForward.Settings(() -> lines, browserReload, AllowedHosts.loopback()),
            ForwardListener.silent());
    sessions.open(replicas);
  }

  /** The version that every answer to a request sent from now on has to be of, or newer. */
  int noticed() {
    return noticed;
  }

  /** A save that changes a method body, from its notice on. */
  void save(int version) {
    notice(version);
    compiled(version);
  }

  void notice(int version) {
    gate.pause();
    noticed = version;
  }

  void compiled(int version) {
    String answer =
        """
        public class Answer {
          %s
          String version() {
            return "%d";
          }
        }
        """
            .formatted(fields, version);
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(main, answer).forEach((name, bytes) -> files.put("classes/" + name, bytes));
    Launch launch =
        Launch.of("Main", List.of("classes"))
            .withLayout(ClassPathLayout.LAYERED)
            .withJvmOptions(
                List.of("-Dport=" + port, "-XX:TieredStopAtLevel=1", "-Doptions=" + options))
            .withPort(port)
            .withReadinessPath("/ready");
    update++;
    gate.expect(update);
    sessions.desire(new Revision(update, blobs.inventory(files), launch));
    gate.resume("");
  }

  /** The next save changes the structure of a class. */
  void changeStructure() {
    fields += "int field" + update + ";";
  }

  /** The next save changes how the JVM is started. */
  void changeOptions() {
    options += "x";
  }

  /** The next save ends the app as it starts; null for one that does not. */
  void crash(String words) {
    main =
        words == null
            ? MAIN
            : MAIN.replace(
                "ServerSocket server =",
                "if (true) { System.out.println(\""
                    + words
                    + "\"); System.exit(3); }"
                    + " ServerSocket server =");
  }

  void awaitPrinted(String line) throws InterruptedException {
    Wire.await(() -> lines.contains(line));
  }

  void restart() {
    sessions.restart();
  }

  String url(String path) {
    return "http://127.0.0.1:" + forward.localPort() + path;
  }

  @Override
  public void close() throws IOException {
    forward.close();
    sessions.close();
    replicas.close();
    reserved.close();
  }
}
