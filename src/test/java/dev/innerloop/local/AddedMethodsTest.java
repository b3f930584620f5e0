package dev.innerloop.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor and a real JVM: classes that are redefined with other members. */
@Timeout(120)
class AddedMethodsTest {

  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(US_ASCII);

  private static final String MAIN =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      public class Main {
        public static void main(String[] args) throws Exception {
          System.out.println("main runs");
          HttpServer server =
              HttpServer.create(
                  new InetSocketAddress("127.0.0.1", Integer.getInteger("port")), 0);
          server.createContext("/", exchange -> {
            String answer = exchange.getRequestURI().getPath().equals("/pid")
                ? ProcessHandle.current().pid() + "" : new Answer().text();
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes());
            exchange.close();
          });
          Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
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
  private final ReservedPort reserved = new ReservedPort();
  private final List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
  private LocalReplicas replicas;
  private ReplicaSessions sessions;
  private long update;

  @BeforeEach
  void start() throws IOException {
    Path java = Path.of(System.getProperty("dev.test.java", System.getProperty("java.home")));
    replicas = LocalReplicas.start("local", key, java, folder, false, printed::tell);
    sessions = open(told);
    options.add("-Dport=" + reserved.number());
  }

  @AfterEach
  void end() throws IOException {
    sessions.close();
    replicas.close();
    reserved.close();
  }

  @Test
  void privateMethodsComeChangeAndGoInTheRunningJvm() throws Exception {
    String pid = served("String text() { return \"one\"; }");

    want("String text() { return two(2); } private String two(int n) { return \"two\" + n; }");
    assertThat(told.await("served 2")).isEqualTo("served 2 REDEFINE: method two added in Answer");
    assertThat(get("/")).isEqualTo("two2");

    want("String text() { return two(2); } private String two(int n) { return \"three\" + n; }");
    assertThat(told.await("served 3"))
        .isEqualTo("served 3 REDEFINE: method bodies changed in Answer");
    assertThat(get("/")).isEqualTo("three2");

    want("String text() { Supplier<String> f = () -> \"four\"; return f.get(); }");
    assertThat(told.await("served 4"))
        .isEqualTo("served 4 REDEFINE: method two removed and lambda added in Answer");
    assertThat(get("/")).isEqualTo("four");
    assertThat(get("/pid")).as("the same JVM").isEqualTo(pid);
    assertThat(printed.next()).as("before a warning of the JVM").isEqualTo("main runs");
  }

  @Test
  void anAddedStaticFieldKeepsItsValueUntilItIsRemoved() throws Exception {
    String field = "private static final List<String> L = new ArrayList<>(); ";
    String pid = served("String text() { return \"one\"; }");

    want(field + "String text() { L.add(\"a\"); return \"two\" + L; }");
    assertThat(told.await("served 2"))
        .isEqualTo("served 2 REDEFINE: static field L added in Answer");
    assertThat(get("/")).isEqualTo("two[a]");
    assertThat(get("/")).isEqualTo("two[a, a]");

    want(field + "String text() { return \"three\" + L; }");
    assertThat(told.await("served 3"))
        .isEqualTo("served 3 REDEFINE: method bodies changed in Answer");
    assertThat(get("/")).isEqualTo("three[a, a]");

    want("String text() { return \"four\"; }");
    assertThat(told.await("served 4"))
        .isEqualTo("served 4 REDEFINE: static field L removed in Answer");
    want(field + "String text() { return \"five\" + L; }");
    assertThat(told.await("served 5"))
        .isEqualTo("served 5 REDEFINE: static field L added in Answer");
    assertThat(get("/")).isEqualTo("five[]");
    assertThat(get("/pid")).as("the same JVM").isEqualTo(pid);
  }

  @Test
  void nestedClassesComeChangeAndGoInTheRunningJvm() throws Exception {
    String pid = served("private int n = 1; String text() { return \"one\" + n; }");

    String record = "private record P(int x) { private String p() { return \"p\" + x; } } ";
    want("private int n = 1; String text() { return new P(2).p() + n; } " + record);
    assertThat(told.await("served 2")).isEqualTo("served 2 REDEFINE: class P added in Answer");
    assertThat(get("/")).isEqualTo("p21");

    String anonymous =
        "new Supplier<String>() { public String get() { return \"q\" + ++n; } }.get()";
    want("private int n = 1; String text() { return new P(3).p() + " + anonymous + "; } " + record);
    assertThat(told.await("served 3"))
        .isEqualTo("served 3 REDEFINE: anonymous class added in Answer");
    assertThat(get("/")).isEqualTo("p3q2");

    want("private int n = 1; String text() { return " + anonymous + "; }");
    assertThat(told.await("served 4")).isEqualTo("served 4 REDEFINE: class P removed in Answer");
    assertThat(get("/")).isEqualTo("q2");
    assertThat(get("/pid")).as("the same JVM").isEqualTo(pid);
  }

  @Test
  void aNestThatIsNotLoadedYetIsLoadedFromItsFiles() throws Exception {
    want("static class Other {} String text() { return \"one\"; }");
    told.await("served 1"); // the class around it is not loaded yet

    want(
        "static class Other {} String text() { return P.p(); }"
            + " private static class P { private static String p() { return \"p\"; } }");
    assertThat(told.await("served 2")).isEqualTo("served 2 REDEFINE: class P added in Answer");
    assertThat(get("/")).isEqualTo("p");

    want(
        "static class Other {} String text() { return P.p() + P.q(); }"
            + " private static class P { private static String p() { return \"p\"; }"
            + " private static String q() { return \"q\"; } }");
    assertThat(told.await("served 3"))
        .isEqualTo(
            "served 3 REDEFINE: method q added in Answer.P, method bodies changed in Answer");
    assertThat(get("/")).isEqualTo("pq");
  }

  @Test
  void whatAnotherSessionHasRedefinedRestarts() throws Exception {
    served("String text() { return \"one\"; }");
    want("String text() { return two(); } private String two() { return \"two\"; }");
    told.await("served 2");
    sessions.close();
    Journalist next = new Journalist();
    sessions = open(next);

    want("String text() { return two(); } private String two() { return \"three\"; }");

    assertThat(next.await("served 3"))
        .isEqualTo(
            "served 3 RESTART: Answer was redefined before, in a way that this session does not"
                + " know");
    assertThat(get("/")).isEqualTo("three");
    want("String text() { return four(); } private String four() { return \"four\"; }");
    assertThat(next.await("served 4"))
        .isEqualTo("served 4 REDEFINE: method four added and method two removed in Answer");
    assertThat(get("/")).isEqualTo("four");
  }

  @Test
  void membersOfANestThatAnotherSessionHasRedefinedRestart() throws Exception {
    String text = "String text() { return new M().m() + new N().n(); } ";
    String added = "private static class N { private String n() { return \"n\"; } } ";
    String pid =
        served(
            "String text() { return new M().m(); } static class M { String m() { return \"1\"; }"
                + " }");
    want(text + added + "static class M { String m() { return \"1\"; } }");
    assertThat(told.await("served 2")).isEqualTo("served 2 REDEFINE: class N added in Answer");
    want(text + added + "static class M { String m() { return \"3\"; } }");
    assertThat(told.await("served 3"))
        .isEqualTo("served 3 REDEFINE: method bodies changed in Answer.M");
    assertThat(get("/")).isEqualTo("3n");
    assertThat(get("/pid")).as("the same JVM").isEqualTo(pid);
    sessions.close();
    Journalist next = new Journalist();
    sessions = open(next);

    want(text + added + "static class M { String m() { return new N().n(); } }");

    assertThat(next.await("served 4"))
        .isEqualTo(
            "served 4 RESTART: Answer was redefined before, in a way that this session does not"
                + " know");
    assertThat(get("/")).isEqualTo("nn");
  }

  @Test
  void anOptionOfTheAppThatForbidsItIsRespected() throws Exception {
    options.add("-XX:-AllowRedefinitionToAddDeleteMethods");
    served("String text() { return \"one\"; }");

    want("String text() { return two(); } private String two() { return \"two\"; }");

    assertThat(told.await("served 2")).isEqualTo("served 2 RESTART: method two added in Answer");
    assertThat(get("/")).isEqualTo("two");
  }

  @Test
  void whileADebuggerIsAttachedTheAppRestarts() throws Exception {
    try (ReservedPort debug = new ReservedPort()) {
      options.add(
          Launch.DEBUG_OPTION
              + "transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
              + debug.number());
      served("String text() { return \"one\"; }");
      want("String text() { return two(); } private String two() { return \"two\"; }");
      assertThat(told.await("served 2")).isEqualTo("served 2 REDEFINE: method two added in Answer");

      try (Socket debugger = new Socket("127.0.0.1", debug.number())) {
        debugger.getOutputStream().write(HANDSHAKE);
        assertThat(debugger.getInputStream().readNBytes(HANDSHAKE.length)).isEqualTo(HANDSHAKE);

        want("String text() { return two(); } private String two() { return \"three\"; }");
        assertThat(told.await("served 3"))
            .isEqualTo("served 3 REDEFINE: method bodies changed in Answer");
        want("String text() { return four(); } private String four() { return \"four\"; }");

        assertThat(told.await("served 4"))
            .isEqualTo(
                "served 4 RESTART: method four added and method two removed in Answer while a"
                    + " debugger is attached");
        assertThat(get("/")).isEqualTo("four");
      }
    }
  }

  private ReplicaSessions open(Journalist observer) {
    ReplicaSessions opened = new ReplicaSessions(key, blobs, "anna@desk", false, List.of(observer));
    opened.open(replicas);
    return opened;
  }

  private String served(String members) throws Exception {
    want(members);
    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
    get("/"); // a class that is not loaded yet needs no redefinition
    return get("/pid");
  }

  private void want(String members) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(
            MAIN,
            "import java.util.*; import java.util.function.Supplier; class Answer { "
                + members
                + " }")
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    Launch launch =
        Launch.of("Main", List.of("classes"))
            .withLayout(ClassPathLayout.LAYERED)
            .withJvmOptions(options)
            .withPort(reserved.number());
    sessions.desire(new Revision(++update, blobs.inventory(files), launch));
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + reserved.number() + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
