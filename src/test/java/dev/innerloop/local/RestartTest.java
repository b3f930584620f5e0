package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.Launch;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.ReplicaSessions;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.Wanted;
import dev.innerloop.wire.Reload;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor and an app that closes what it opened: restarts inside its JVM, and of it. */
@Timeout(120)
class RestartTest {

  private static final String MAIN =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      public class Main {
        public static void main(String[] args) throws Exception {
          HttpServer server =
              HttpServer.create(
                  new InetSocketAddress("127.0.0.1", Integer.getInteger("port")), 0);
          server.createContext("/", exchange -> {
            String answer = exchange.getRequestURI().getPath().equals("/pid")
                ? ProcessHandle.current().pid() + "" : Answer.text();
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes());
            exchange.close();
          });
          Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
          // here
          server.start();
        }
      }
      """;

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist();
  private final Journalist printed = new Journalist();
  private final SessionKey key = SessionKey.random();
  private final HttpClient http = HttpClient.newHttpClient();

  private LocalReplicas replicas;
  private ReplicaSessions sessions;
  private Reload reload = Reload.AUTO;
  private String main = MAIN;
  private int port;
  private long update;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path java = Path.of(System.getProperty("dev.test.java", System.getProperty("java.home")));
    replicas = LocalReplicas.start(key, java, folder, Map.of(), printed::tell);
    sessions = new ReplicaSessions(key, blobs, "anna@desk", false, told);
    sessions.open(replicas);
  }

  @AfterEach
  void end() throws IOException {
    sessions.close();
    replicas.close();
  }

  @Test
  void restartsInsideTheJvmAnAppThatClosesWhatItOpened() throws Exception {
    String pid = served("\"one\"");

    want(structured("\"two\""));

    assertThat(told.await("served 2")).startsWith("served 2 RESTART: ");
    assertThat(get("/")).isEqualTo("two");
    assertThat(get("/pid")).as("the same JVM").isEqualTo(pid);
  }

  @Test
  void theNextRunFindsTheJvmAsTheFirstDid() throws Exception {
    main =
        main.replace(
            "// here",
            "Answer.found = System.getProperty(\"mine\") + java.util.Locale.getDefault()"
                + " + java.util.TimeZone.getDefault().getID()"
                + " + (System.out.getClass() == java.io.PrintStream.class)"
                + " + Thread.getDefaultUncaughtExceptionHandler()"
                + " + Thread.currentThread().getName()"
                + " + (Thread.currentThread().getContextClassLoader()"
                + "     == Main.class.getClassLoader());"
                + "System.setProperty(\"mine\", \"set\");"
                + "java.util.Locale.setDefault(java.util.Locale.forLanguageTag(\"tlh\"));"
                + "java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(\"GMT+7\"));"
                + "System.setOut(new java.io.PrintStream(System.out) {});"
                + "Thread.setDefaultUncaughtExceptionHandler((t, e) -> {});");
    served("found");
    String first = get("/");

    want(structured("found"));

    assertThat(told.await("served 2")).startsWith("served 2 RESTART: ");
    assertThat(get("/")).isEqualTo(first);
    assertThat(first).startsWith("null").endsWith("truenullmaintrue");
  }

  /** The same answer, by a class more. */
  private static String structured(String answer) {
    return "new Object() { String s() { return " + answer + "; } }.s()";
  }

  /** Serves an answer for the first time; returns the id of the JVM. */
  private String served(String answer) throws Exception {
    want(answer);
    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
    return get("/pid");
  }

  private void want(String answer) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(
            main,
            "class Answer { static String found; static String text() { return " + answer + "; } }")
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    Launch launch =
        new Launch(
            "Main",
            List.of("classes"),
            List.of("-Dport=" + port, "-XX:TieredStopAtLevel=1"),
            List.of(),
            port,
            Optional.empty(),
            reload);
    sessions.want(new Wanted(++update, blobs.inventory(files), launch));
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
