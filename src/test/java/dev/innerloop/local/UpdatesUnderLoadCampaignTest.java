package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real supervisor and a real JVM: while a class is redefined with other methods, lambdas, fields
 * and nested classes, threads call it all the time, over collections that the app holds and
 * changes. No call fails, and none that begins after an update was reported runs the former
 * version.
 */
class UpdatesUnderLoadCampaignTest {

  private static final int UPDATES = Integer.getInteger("dev.campaign.updates", 10);

  private static final String MAIN =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      public class Main {
        static final Map<Integer, Integer> NUMBERS = new ConcurrentHashMap<>();
        static final List<Integer> LIST = new CopyOnWriteArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7));
        static final Map<Thread, Integer> VERSIONS = new ConcurrentHashMap<>();
        static final Map<Thread, Long> CALLS = new ConcurrentHashMap<>();
        static volatile String failure = "";
        public static void main(String[] args) throws Exception {
          HttpServer server =
              HttpServer.create(
                  new InetSocketAddress("127.0.0.1", Integer.getInteger("port")), 0);
          server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/start")) {
              start();
            }
            String answer = path.equals("/pid") ? ProcessHandle.current().pid() + "" : calls();
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes());
            exchange.close();
          });
          Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
          server.start();
        }
        static void start() {
          for (int i = 0; i < 50; i++) {
            NUMBERS.put(i, i);
          }
          for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(Main::call);
            thread.setDaemon(true);
            CALLS.put(thread, 0L);
            thread.start();
          }
        }
        static void call() {
          Thread own = Thread.currentThread();
          int last = 0;
          while (failure.isEmpty()) {
            try {
              int version = new Answer().version(NUMBERS.values(), LIST);
              if (version < last) {
                failure = version + " after " + last;
              }
              last = version;
            } catch (Throwable e) {
              failure = e.toString();
            }
            LIST.set(0, 1);
            NUMBERS.put(last % 50, last % 50);
            VERSIONS.put(own, last);
            CALLS.merge(own, 1L, Long::sum);
            Thread.yield();
          }
        }
        /** The oldest version that a call ran which began later than this one. */
        static String calls() {
          Map<Thread, Long> before = new HashMap<>(CALLS);
          for (Map.Entry<Thread, Long> each : before.entrySet()) {
            while (failure.isEmpty() && CALLS.get(each.getKey()) < each.getValue() + 2) {
              Thread.yield();
            }
          }
          return failure.isEmpty()
              ? "" + VERSIONS.values().stream().mapToInt(each -> each).min().orElse(0)
              : failure;
        }
      }
      """;

  private static final String ANSWER =
      """
      import java.util.*; import java.util.concurrent.*; import java.util.function.*;
      class Answer {
        int version(Collection<Integer> numbers, List<Integer> list) {
          int sum = 0;
          for (int each : numbers) { sum += %s; }
          for (Integer each : list) { sum += each; }
          if (sum != 1225 + 28) { throw new IllegalStateException("sum " + sum); }
          return %d;
        }
        %s
      }
      """;

  /** How each number is reached, and with which member; {@code V} is the version. */
  private static final List<List<String>> SHAPES =
      List.of(
          List.of("same(each)", "private int same(int x) { return x; }"),
          List.of("of(each, 0)", "private static int of(int x, int y) { return x + y; }"),
          List.of("Optional.of(each).map(x -> x).get()", ""),
          List.of("sum(() -> each)", "private int sum(Supplier<Integer> s) { return s.get(); }"),
          List.of(
              "CACHEV.computeIfAbsent(each, x -> x)",
              "private static final Map<Integer, Integer> CACHEV = new ConcurrentHashMap<>();"),
          List.of("new PV(each, this).x()", "private record PV(int x, Answer a) {}"),
          List.of(
              "new NV().f(each)",
              "private class NV { private int f(int x) { return x + zero(); } }"
                  + " private int zero() { return 0; }"),
          List.of("EV.A.f(each)", "private enum EV { A; int f(int x) { return x; } }"));

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final HttpClient http = HttpClient.newHttpClient();

  @RandomizedTest
  void noCallFailsAndNoneIsStale() {
    Campaign.of(getClass(), 1).within(Duration.ofMinutes(20)).run(this::updates);
  }

  private String updates(Random random, int number) throws Exception {
    Journalist told = new Journalist(Duration.ofMinutes(5));
    SessionKey key = SessionKey.random();
    Path java = Path.of(System.getProperty("dev.test.java", System.getProperty("java.home")));
    Path own = Files.createDirectory(folder.resolve("" + number));
    try (ReservedPort port = new ReservedPort();
        LocalReplicas replicas =
            LocalReplicas.start("local", key, java, own, false, new Journalist()::tell);
        ReplicaSessions sessions =
            new ReplicaSessions(key, blobs, "anna@desk", false, List.of(told))) {
      sessions.open(replicas);
      sessions.desire(revision(1, 0, port.number()));
      told.await("served 1 ");
      get(port, "/start");
      String pid = get(port, "/pid");
      int shape = 0;
      for (int version = 2; version < UPDATES + 2; version++) {
        shape = (shape + 1 + random.nextInt(SHAPES.size() - 1)) % SHAPES.size();

        sessions.desire(revision(version, shape, port.number()));

        assertThat(told.await("served " + version + " "))
            .startsWith("served " + version + " REDEFINE: ");
        assertThat(get(port, "/")).isEqualTo("" + version);
      }
      assertThat(get(port, "/pid")).as("the same JVM").isEqualTo(pid);
    }
    return "no call failed in " + UPDATES + " updates";
  }

  private Revision revision(int version, int shape, int port) {
    Map<String, byte[]> files = new TreeMap<>();
    List<String> parts = SHAPES.get(shape);
    String answer = ANSWER.formatted(parts.get(0), version, parts.get(1));
    Sources.compile(MAIN, answer.replaceAll("(CACHE|\\b[PNE])V\\b", "$1" + version))
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    Launch launch =
        Launch.of("Main", List.of("classes"))
            .withLayout(ClassPathLayout.LAYERED)
            .withJvmOptions(List.of("-Xmx64m", "-XX:+UseSerialGC", "-Dport=" + port))
            .withPort(port);
    return new Revision(version, blobs.inventory(files), launch);
  }

  private String get(ReservedPort port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.number() + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
