package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.JvmInspection;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.ReloadMode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          // here
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
          server.start();
        }
      }
      """;

  /** The end of the JDK thread's name, which begins with its pool's since Java 25. */
  private static final String SCHEDULER = "delayscheduler";

  /** An object of the app in a thread that outlives it, and a driver of the app's. */
  private static final String HELD_BY_THE_JDK =
      """
      java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
      ThreadLocal<Object> local = new ThreadLocal<>();
      java.util.concurrent.CompletableFuture.delayedExecutor(
          1, java.util.concurrent.TimeUnit.MILLISECONDS, Runnable::run)
          .execute(() -> { local.set(new Main()); done.countDown(); });
      done.await();
      java.sql.DriverManager.registerDriver(
          (java.sql.Driver) java.lang.reflect.Proxy.newProxyInstance(
              Main.class.getClassLoader(),
              new Class<?>[] {java.sql.Driver.class},
              (proxy, method, arguments) ->
                  method.getName().equals("equals") ? proxy == arguments[0] : null));
      """;

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist();
  private final Journalist printed = new Journalist();
  private final SessionKey key = SessionKey.random();
  private final HttpClient http = HttpClient.newHttpClient();

  private LocalReplicas replicas;
  private ReplicaSessions sessions;
  private ReloadMode reload = ReloadMode.AUTO;
  private ClassPathLayout layout = ClassPathLayout.LAYERED;
  private String main = MAIN;
  private final ReservedPort reserved = new ReservedPort();
  private final int port = reserved.number();
  private long update;

  @BeforeEach
  void start() throws IOException {
    Path java = Path.of(System.getProperty("dev.test.java", System.getProperty("java.home")));
    replicas = LocalReplicas.start("local", key, java, folder, false, printed::tell);
    sessions = new ReplicaSessions(key, blobs, "anna@desk", false, List.of(told));
    sessions.open(replicas);
  }

  @AfterEach
  void end() throws IOException {
    sessions.close();
    replicas.close();
    reserved.close();
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
  void theNextRunSelectsTheSameJvm() throws Exception {
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

  @Test
  void aThreadThatKeepsRunningRequiresANewJvm() throws Exception {
    main =
        main.replace(
            "// here",
            "new Thread(() -> { while (true) { try { Thread.sleep(1_000); }"
                + " catch (InterruptedException e) { } } }, \"stubborn\").start();");
    String pid = served("\"one\"");

    want(structured("\"two\""));

    assertThat(told.await("served 2"))
        .startsWith("served 2 JVM: ")
        .endsWith("; thread stubborn did not end: it runs Main.main");
    assertThat(get("/")).isEqualTo("two");
    assertThat(get("/pid")).isNotEqualTo(pid);
  }

  @Test
  void aDaemonThreadInAppCodeRequiresANewJvm() throws Exception {
    main =
        main.replace(
            "// here",
            "Thread daemon = new Thread(() -> { while (true) { try { Thread.sleep(1_000); }"
                + " catch (InterruptedException e) { } } }, \"daemon\");"
                + "daemon.setDaemon(true); daemon.setContextClassLoader(null); daemon.start();");
    served("\"one\"");

    want(structured("\"two\""));

    assertThat(told.await("served 2"))
        .startsWith("served 2 JVM: ")
        .endsWith("; thread daemon did not end: it runs Main.main");
  }

  @Test
  void anIdleLibraryThreadIsKeptAndReleasesTheApp() throws Exception {
    main = main.replace("// here", HELD_BY_THE_JDK);
    String pid = served("\"one\"");

    want(structured("\"two\""));

    assertThat(told.await("served 2")).startsWith("served 2 RESTART: ");
    assertThat(get("/pid")).isEqualTo(pid);
    JvmInspection jvm = new JvmInspection(Long.parseLong(pid));
    assertThat(jvm.threads()).anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(SCHEDULER));
    assertThat(jvm.appLoaders()).isEqualTo(1);
  }

  @Test
  void aLibraryThreadThatWillRunAppCodeRequiresANewJvm() throws Exception {
    main =
        main.replace(
            "// here",
            "java.util.concurrent.CompletableFuture.delayedExecutor("
                + "    1, java.util.concurrent.TimeUnit.HOURS).execute(() -> Answer.text());");
    String pid = served("\"one\"");

    want(structured("\"two\""));

    assertThat(told.await("served 2"))
        .startsWith("served 2 JVM: ")
        .containsIgnoringCase(SCHEDULER + " did not end");
    assertThat(get("/pid")).isNotEqualTo(pid);
  }

  @Test
  void aFailedRestartIsNotRetriedAtOnce() throws Exception {
    String good = main;
    main =
        main.replace(
            "// here",
            "new Thread(() -> { while (true) { try { Thread.sleep(1_000); }"
                + " catch (InterruptedException e) { } } }, \"stubborn\").start();");
    served("\"one\"");
    want(structured("\"two\""));
    assertThat(told.await("served 2")).startsWith("served 2 JVM: ");

    main = good;
    want("\"three\"");
    assertThat(told.await("served 3"))
        .startsWith("served 3 JVM: ")
        .endsWith("; not tried, as before: thread stubborn did not end: it runs Main.main");

    get("/");
    want(structured("\"four\""));
    assertThat(told.await("served 4")).startsWith("served 4 RESTART: ");
  }

  @Test
  void aThreadThatEndsByItselfDoesNotCountForTheNextTime() throws Exception {
    String good = main;
    main =
        main.replace(
            "// here",
            "java.util.concurrent.Executors.newCachedThreadPool().submit(() -> {}).get();");
    served("\"one\"");
    main = good;
    want("\"two\"");
    assertThat(told.await("served 2"))
        .startsWith("served 2 JVM: ")
        .endsWith(
            "; thread pool-1-thread-1 did not end: it is not a daemon, and its executor or timer"
                + " was not shut down");

    get("/");
    want(structured("\"three\""));

    assertThat(told.await("served 3")).startsWith("served 3 RESTART: ");
  }

  @Test
  void twentyRestartsLeaveNeitherThreadsNorLoaders() throws Exception {
    String pid = served("\"1\"");
    JvmInspection jvm = new JvmInspection(Long.parseLong(pid));
    String[] threads = {};
    for (int restart = 2; restart <= 21; restart++) {
      String answer = "\"" + restart + "\"";
      want(restart % 2 == 0 ? structured(answer) : answer);
      assertThat(told.await("served " + restart)).startsWith("served " + restart + " RESTART: ");
      assertThat(get("/")).isEqualTo("" + restart);
      threads = restart == 2 ? jvm.threads() : threads;
    }

    assertThat(get("/pid")).isEqualTo(pid);
    assertThat(jvm.threads()).hasSameSizeAs(threads);
    assertThat(jvm.appLoaders()).isEqualTo(1);
  }

  @Test
  void aPortThatRemainsOpenRequiresANewJvm() throws Exception {
    main =
        MAIN.replace(
            "() -> server.stop(0)",
            "() -> { server.stop(0); try {"
                + " java.net.ServerSocket kept = new java.net.ServerSocket();"
                + " kept.setReuseAddress(true);"
                + " kept.bind(new InetSocketAddress(\"127.0.0.1\", Integer.getInteger(\"port\")));"
                + " System.getProperties().put(\"kept\", kept); }"
                + " catch (java.io.IOException e) { throw new IllegalStateException(e); } }");
    String pid = served("\"one\"");

    want(structured("\"two\""));

    assertThat(told.await("served 2"))
        .startsWith("served 2 JVM: ")
        .endsWith("; port " + port + " stayed open");
    assertThat(get("/pid")).isNotEqualTo(pid);
  }

  @Test
  void aMainThatThrowsAfterARestartLeadsToANewJvmAndThenACrash() throws Exception {
    served("\"one\"");
    String good = main;
    main = main.replace("// here", "if (true) throw new IllegalStateException(\"broken\");");

    want("\"one\"");

    assertThat(printed.await("Exception in thread \"main\""))
        .isEqualTo("Exception in thread \"main\" java.lang.IllegalStateException: broken");
    assertThat(printed.await("Exception in thread \"main\"")).contains("broken");
    assertThat(told.await("crashed")).isEqualTo("crashed 2: 1");

    main = good;
    want("\"healed\"");
    assertThat(told.await("served 3")).startsWith("served 3 JVM: ");
    assertThat(get("/")).isEqualTo("healed");
  }

  @Test
  void anAppThatCannotStartTwiceInAJvmGetsANewOne() throws Exception {
    main =
        main.replace(
            "// here",
            "if (new java.io.File(\"restarted\").delete())"
                + " throw new IllegalStateException(\"only once in a JVM\");");
    served("\"one\"");
    java.nio.file.Files.createFile(folder.resolve("restarted"));

    want(structured("\"two\""));

    assertThat(told.await("served 2"))
        .startsWith("served 2 JVM: ")
        .endsWith("; main threw java.lang.IllegalStateException: only once in a JVM");
    assertThat(get("/")).isEqualTo("two");
  }

  @Test
  void onOneClassPathANewJvmStarts() throws Exception {
    layout = ClassPathLayout.ONE;
    main =
        main.replace(
            "// here",
            "Answer.found = System.getProperty(\"java.class.path\")"
                + " + Main.class.getClassLoader().equals(ClassLoader.getSystemClassLoader());");
    String pid = served("found");
    assertThat(get("/")).endsWith("classestrue");

    want(structured("\"two\""));

    assertThat(told.await("served 2")).startsWith("served 2 JVM: ");
    assertThat(get("/")).isEqualTo("two");
    assertThat(get("/pid")).isNotEqualTo(pid);
  }

  @Test
  void aClassThatTheLoaderOfTheLibrariesHasRequiresANewJvm() throws Exception {
    main =
        main.replace(
            "// here",
            "Answer.found = \"\" + (Class.forName("
                + "    \"Answer\", true, Main.class.getClassLoader().getParent())"
                + "  == Answer.class);");
    String pid = served("found");
    assertThat(get("/")).isEqualTo("true");

    want(structured("\"two\""));

    assertThat(told.await("served 2"))
        .startsWith("served 2 JVM: ")
        .endsWith("; a library has loaded class Answer");
    assertThat(get("/")).isEqualTo("two");
    assertThat(get("/pid")).isNotEqualTo(pid);
  }

  @Test
  void inModeJvmTheAppHasOneClassPath() throws Exception {
    reload = ReloadMode.JVM;
    main =
        main.replace(
            "// here",
            "Answer.found = System.getProperty(\"java.class.path\")"
                + " + Main.class.getClassLoader().equals(ClassLoader.getSystemClassLoader());");
    String pid = served("found");
    assertThat(get("/")).endsWith("classestrue");

    want("found + 1");

    assertThat(told.await("served 2")).isEqualTo("served 2 JVM: method bodies changed in Answer");
    assertThat(get("/pid")).isNotEqualTo(pid);
  }

  @Test
  void inModeRestartNothingIsRedefined() throws Exception {
    reload = ReloadMode.RESTART;
    String pid = served("\"one\"");

    want("\"two\"");

    assertThat(told.await("served 2"))
        .isEqualTo("served 2 RESTART: method bodies changed in Answer");
    assertThat(get("/pid")).isEqualTo(pid);
  }

  @Test
  void withoutRestartsAnUpdateThatNeedsOneIsDeferred() throws Exception {
    reload = ReloadMode.REDEFINE;
    String pid = served("\"one\"");

    want(structured("\"two\""));

    assertThat(told.await("needs restart 2")).contains("method added added in Answer");
    assertThat(get("/")).isEqualTo("one");
    assertThat(get("/pid")).isEqualTo(pid);

    sessions.restart();

    assertThat(told.await("served 2")).isEqualTo("served 2 JVM: asked for");
    assertThat(get("/")).isEqualTo("two");
  }

  @Test
  void withoutRestartsASaveThatRevertsADeferredUpdateIsServed() throws Exception {
    reload = ReloadMode.REDEFINE;
    String pid = served("\"one\"");
    want(structured("\"two\""));
    told.await("needs restart 2");

    want("\"three\"");

    assertThat(told.await("served 3"))
        .isEqualTo("served 3 REDEFINE: method bodies changed in Answer");
    assertThat(get("/")).isEqualTo("three");
    assertThat(get("/pid")).isEqualTo(pid);
  }

  @Test
  void theSystemLoaderIsTheAppsOwnForTheAppsCode() throws Exception {
    want(
        "(ClassLoader.getSystemClassLoader() == Answer.class.getClassLoader())"
            + " + \"\" + (ClassLoader.getSystemResource(\"Answer.class\") != null)");
    told.await("served 1");

    assertThat(get("/")).isEqualTo("truetrue");
  }

  @Test
  void stackTracesShowOneFrameOfOurs() throws Exception {
    main =
        main.replace(
            "// here",
            "Answer.found = java.util.Arrays.stream(new Throwable().getStackTrace())"
                + ".map(StackTraceElement::toString)"
                + ".collect(java.util.stream.Collectors.joining(\"|\"));");
    served("found");

    assertThat(get("/").replaceAll(":\\d+", ""))
        .isEqualTo("Main.main(Main.java)|dev.innerloop.launcher.Launcher.main(Launcher.java)");
  }

  /** The same response, with one more method, which others could call. */
  private static String structured(String answer) {
    return answer + "; } static String added() { return null";
  }

  /** Serves a response for the first time; returns the id of the JVM. */
  private String served(String answer) throws Exception {
    want(answer);
    assertThat(told.await("served 1")).isEqualTo("served 1 JVM: first start");
    get("/"); // a class that is not loaded yet needs no restart
    return get("/pid");
  }

  private void want(String answer) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(
            main,
            "class Answer { static String found; static String text() { return " + answer + "; } }")
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    Launch launch =
        Launch.of("Main", List.of("classes"))
            .withLayout(layout)
            .withJvmOptions(List.of("-Dport=" + port, "-XX:TieredStopAtLevel=1"))
            .withPort(port)
            .withReload(reload);
    sessions.desire(new Revision(++update, blobs.inventory(files), launch));
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
