package dev.innerloop.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.Launch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor and real apps, from a save to the response. */
@Timeout(120)
class LocalReplicasTest {

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
            String answer = new Answer().text(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes());
            exchange.close();
          });
          server.start();
          System.out.println("listening");
        }
      }
      """;

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist();
  private final Journalist printed = new Journalist();
  private final SessionKey key = SessionKey.random();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, byte[]> extra = new TreeMap<>();
  private AppEnvironment environment = AppEnvironment.INHERITED;

  private LocalReplicas replicas;
  private ReplicaSessions sessions;
  private final ReservedPort reserved = new ReservedPort();
  private final int port = reserved.number();
  private long update;

  @BeforeEach
  void start() throws IOException {
    Path java = Path.of(System.getProperty("dev.test.java", System.getProperty("java.home")));
    replicas = LocalReplicas.start("local", key, java, folder, false, printed::tell);
    sessions = open(key, "anna@desk", false, told);
  }

  @AfterEach
  void end() throws IOException {
    sessions.close();
    replicas.close();
    reserved.close();
  }

  @Test
  void redefinesWhenOnlyAMethodBodyChanges() throws Exception {
    want(answer("return \"one\";"));
    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
    assertThat(get("/")).isEqualTo("one");
    String pid = get("/pid");

    want(answer("return \"two\";"));

    assertThat(told.await("served 2"))
        .isEqualTo("served 2 REDEFINE: method bodies changed in Answer");
    assertThat(get("/")).isEqualTo("two");
    assertThat(get("/pid")).as("the same JVM").isEqualTo(pid);
  }

  @Test
  void aMethodThatRanBeforeTheAppServedIsNotRedefined() throws Exception {
    String main =
        MAIN.replace(
            "server.start();",
            "System.setProperty(\"warm\", new Answer().text(\"/warm\")); server.start();");
    want(main, answer("return \"one\" + System.getProperty(\"warm\");"));
    told.await("served 1");
    String pid = get("/pid");

    want(main, answer("return \"two\" + System.getProperty(\"warm\");"));

    assertThat(told.await("served 2"))
        .isEqualTo("served 2 JVM: method text of Answer ran before the app first served");
    assertThat(get("/")).isEqualTo("twotwonull");
    assertThat(get("/pid")).isNotEqualTo(pid);
  }

  @Test
  void aClassThatIsNotLoadedYetMayChangeItsStructure() throws Exception {
    String source = answer("return path.equals(\"/part\") ? new Part().text() : \"-\";");
    want(source + "class Part { String text() { return \"one\"; } }");
    told.await("served 1");
    String pid = get("/pid");

    want(source + "class Part { static String text = \"two\"; String text() { return text; } }");

    assertThat(told.await("served 2")).isEqualTo("served 2 REDEFINE: Part not loaded yet");
    assertThat(get("/part")).isEqualTo("two");
    assertThat(get("/pid")).isEqualTo(pid);

    want(source + "class Part { String text() { return \"three\"; } }");

    assertThat(told.await("served 3")).isEqualTo("served 3 JVM: field text removed from Part");
    assertThat(get("/part")).isEqualTo("three");
  }

  @Test
  void startsANewJvmWhenAVariableChangesAndWritesItToNoFile() throws Exception {
    String variables = answer("return \"\" + System.getenv(\"TEAM\") + System.getenv(\"LEAD\");");
    environment = AppEnvironment.of(Map.of("TEAM", "blue=1", "LEAD", "anna-unwritten"));
    want(variables);
    told.await("served 1");
    assertThat(get("/")).isEqualTo("blue=1anna-unwritten");

    environment = AppEnvironment.of(Map.of("TEAM", "green-unwritten"));
    want(variables);

    assertThat(told.await("served 2"))
        .isEqualTo("served 2 JVM: environment variables LEAD, TEAM changed");
    assertThat(get("/")).isEqualTo("green-unwrittennull");
    assertThat(new Revision(1, blobs.inventory(Map.of()), launch()).toString())
        .contains("[TEAM]")
        .doesNotContain("green");
    try (Stream<Path> files = Files.walk(replicas.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("-unwritten");
      }
    }
  }

  @Test
  void startsANewJvmWhenAFieldIsAdded() throws Exception {
    want(answer("return \"one\";"));
    told.await("served 1");
    String pid = get("/pid");

    want(answer("return count + \"\";").replace("{ //", "{ int count = 7; //"));

    assertThat(told.await("served 2")).isEqualTo("served 2 JVM: field count added in Answer");
    assertThat(get("/")).isEqualTo("7");
    assertThat(get("/pid")).isNotEqualTo(pid);
  }

  @Test
  void aChangedTemplateIsSyncedWithoutARestart() throws Exception {
    extra.put("classes/templates/page.html", "old".getBytes(UTF_8));
    String source =
        answer(
            "try (var in = ClassLoader.getSystemResourceAsStream(\"templates/page.html\")) {"
                + " return new String(in.readAllBytes()); }"
                + " catch (java.io.IOException e) { throw new RuntimeException(e); }");
    want(source);
    told.await("served 1");
    assertThat(get("/")).isEqualTo("old");

    extra.put("classes/templates/page.html", "new".getBytes(UTF_8));
    want(source);

    assertThat(told.await("served 2")).isEqualTo("served 2 RESOURCE: templates/page.html");
    assertThat(get("/")).isEqualTo("new");
  }

  @Test
  void aCrashIsReportedAndTheNextGoodSaveRecovers() throws Exception {
    want(answer("return \"one\";"));
    told.await("served 1");
    sessions.restart();
    told.await("served 1");

    wantMain(MAIN.replace("System.out.println(\"listening\");", "System.exit(3);"));
    assertThat(told.await("crashed")).isEqualTo("crashed 2: 3");
    assertThat(printed.await("[dev] the app ended"))
        .isEqualTo("[dev] the app ended with exit code 3; it starts again with the next update");

    want(answer("return \"healed\";"));
    assertThat(told.await("served 3")).isEqualTo("served 3 JVM: the app had ended");
    assertThat(get("/")).isEqualTo("healed");
  }

  @Test
  void forwardsTheAppsOutput() throws Exception {
    want(answer("return \"one\";"));

    assertThat(printed.await("listening")).isEqualTo("listening");
  }

  @Test
  void deletedFilesAreDeletedFromTheWorkspace() throws Exception {
    extra.put("classes/static/deep/gone.txt", "x".getBytes(UTF_8));
    String source =
        answer("return \"\" + ClassLoader.getSystemResource(\"static/deep/gone.txt\");");
    want(source);
    told.await("served 1");
    assertThat(get("/")).startsWith("file:");

    extra.clear();
    want(source);
    told.await("served 2");

    assertThat(get("/")).isEqualTo("null");
  }

  @Test
  void deliversContentLargerThanAFrame() throws Exception {
    byte[] large = new byte[5_000_000];
    new Random(1).nextBytes(large);
    extra.put("lib/large.jar", large);
    want(
        answer(
            "return \"\" + new java.io.File(System.getProperty(\"java.class.path\")"
                + ".split(java.io.File.pathSeparator)[1]).length();"));
    told.await("served 1");

    assertThat(get("/")).isEqualTo("5000000");
  }

  @Test
  void jarsOfThisMachineAreLinkedAndNotSent() throws Exception {
    Path jar = Files.write(folder.resolve("large.jar"), new byte[500_000]);
    blobs.put(jar);
    extra.put("lib/large.jar", Files.readAllBytes(jar));

    want(answer("return \"one\";"));

    told.await("served 1");
    Path linked = replicas.folder().resolve("workspace/lib/large.jar");
    assertThat(Files.readAttributes(linked, BasicFileAttributes.class).fileKey())
        .as("the same file")
        .isEqualTo(Files.readAttributes(jar, BasicFileAttributes.class).fileKey());
    replicas.close();
    assertThat(jar).as("its own name").exists();
  }

  @Test
  void aSecondSessionIsRefusedWithTheNameOfTheFirst() throws Exception {
    told.await("attached");
    Journalist second = new Journalist();
    try (ReplicaSessions refused = open(key, "ben@laptop", false, second)) {
      assertThat(second.await("held")).isEqualTo("held by anna@desk");
    }
  }

  @Test
  void aReleasedReplicaCanBeClaimedAtOnce() throws Exception {
    told.await("attached");
    sessions.close();
    Journalist second = new Journalist();
    try (ReplicaSessions next = open(key, "ben@laptop", false, second)) {
      assertThat(second.await("")).isEqualTo("attached");
    }
  }

  @Test
  void aTakeoverNotifiesTheFormerSession() throws Exception {
    told.await("attached");
    Journalist second = new Journalist();
    try (ReplicaSessions next = open(key, "ben@laptop", true, second)) {
      second.await("attached");
      assertThat(told.await("lost")).isEqualTo("lost: ben@laptop has taken over");
      assertThat(told.await("held")).isEqualTo("held by ben@laptop");
    }
  }

  @Test
  void anEqualUpdateDoesNotRestartTheApp() throws Exception {
    String source = answer("return \"one\";");
    want(source);
    told.await("served 1");
    String pid = get("/pid");
    sessions.close();

    sessions = open(key, "ben@laptop", false, told);
    want(source);

    assertThat(told.await("served 2")).isEqualTo("served 2 NONE: nothing has changed");
    assertThat(get("/pid")).isEqualTo(pid);
  }

  @Test
  void aWrongKeyIsRejected() throws Exception {
    Journalist stranger = new Journalist();
    try (ReplicaSessions wrong = open(SessionKey.random(), "eve@cafe", true, stranger)) {
      assertThat(stranger.await("rejected"))
          .isEqualTo("rejected: the key is not the one of this replica");
    }
    want(answer("return \"unharmed\";"));
    told.await("served 1");
    assertThat(get("/")).isEqualTo("unharmed");
  }

  @Test
  void anAppThatNeverBecomesReadyDoesNotHoldUpTheNextUpdate() throws Exception {
    wantMain(
        MAIN.replace("server.start();", "System.out.println(\"stuck\"); Thread.sleep(100_000);"));
    printed.await("stuck");
    want(answer("return \"one\";"));
    assertThat(told.await("served 2")).startsWith("served 2 JVM");
    assertThat(get("/")).isEqualTo("one");
  }

  @Test
  void closingEndsTheAppToo() throws Exception {
    want(answer("return \"one\";"));
    told.await("served 1");
    ProcessHandle app = ProcessHandle.of(Long.parseLong(get("/pid"))).orElseThrow();

    sessions.close();
    replicas.close();

    assertThat(app.isAlive()).isFalse();
  }

  private static String answer(String body) {
    return """
    public class Answer { //
      String text(String path) {
        if (path.equals("/pid")) {
          return "" + ProcessHandle.current().pid();
        }
        %s
      }
    }
    """
        .formatted(body);
  }

  private void want(String answer) {
    want(MAIN, answer);
  }

  private void wantMain(String main) {
    want(main, answer("return \"\";"));
  }

  private void want(String main, String answer) {
    Map<String, byte[]> files = new TreeMap<>(extra);
    Sources.compile(main, answer).forEach((name, bytes) -> files.put("classes/" + name, bytes));
    sessions.desire(new Revision(++update, blobs.inventory(files), launch()));
  }

  private Launch launch() {
    return Launch.of("Main", List.of("classes", "lib/large.jar"))
        .withJvmOptions(List.of("-Dport=" + port, "-XX:TieredStopAtLevel=1", "-Xshare:auto"))
        .withEnvironment(environment)
        .withPort(port)
        .withReadinessPath("/ready");
  }

  private ReplicaSessions open(
      SessionKey with, String holder, boolean takeover, Journalist listener) {
    ReplicaSessions opened = new ReplicaSessions(with, blobs, holder, takeover, List.of(listener));
    opened.open(replicas);
    return opened;
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
