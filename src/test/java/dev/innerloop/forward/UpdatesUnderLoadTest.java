package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No request fails because of an update, and none is answered by what was before a noticed save.
 */
@Timeout(120)
class UpdatesUnderLoadTest {

  /** Longer than any test waits: what is released in time is released for its own reason. */
  private static final Duration HOLD = Duration.ofMinutes(10);

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private VersionedApp app;

  @BeforeEach
  void start() throws Exception {
    app = new VersionedApp(folder, HOLD, false);
    app.save(1);
    app.told.await("served 1");
  }

  @AfterEach
  void end() throws Exception {
    app.close();
  }

  @Test
  void noRequestFailsOrIsStaleWhileMethodBodiesChange() throws Exception {
    try (SteadyLoad load = new SteadyLoad(app.forward.localPort(), 1024 * 1024, app::noticed);
        SteadyStreams streams = new SteadyStreams(app)) {
      load.more(100);
      streams.more(20);
      for (int version = 2; version <= 6; version++) {
        app.save(version);
        assertThat(app.told.await("served " + version)).contains("REDEFINE");
        load.awaitVersion(version);
        load.more(50);
      }
      streams.more(20);
      streams.assertNoneFailed();
      load.assertNoneFailed();
    }
  }

  @Test
  void noRequestFailsOrIsStaleWhileTheAppRestarts() throws Exception {
    try (SteadyLoad load = new SteadyLoad(app.forward.localPort(), 1024 * 1024, app::noticed);
        SteadyStreams streams = new SteadyStreams(app)) {
      load.more(100);
      streams.more(20);
      for (int version = 2; version <= 4; version++) {
        app.changeStructure();
        app.save(version);
        assertThat(app.told.await("served " + version)).contains("RESTART");
        load.awaitVersion(version);
        load.more(50);
      }
      streams.more(20);
      streams.assertNoneFailed();
      load.assertNoneFailed();
    }
  }

  @Test
  void noRequestFailsOrIsStaleWhileTheJvmIsReplaced() throws Exception {
    try (SteadyLoad load = new SteadyLoad(app.forward.localPort(), 1024 * 1024, app::noticed);
        SteadyStreams streams = new SteadyStreams(app)) {
      load.more(100);
      streams.more(20);
      for (int version = 2; version <= 4; version++) {
        app.changeOptions();
        app.save(version);
        assertThat(app.told.await("served " + version)).contains("JVM");
        load.awaitVersion(version);
        load.more(50);
      }
      app.restart();
      app.told.await("served 4");
      load.more(100);
      streams.more(20);
      streams.assertNoneFailed();
      load.assertNoneFailed();
    }
  }

  @Test
  void aRequestThatIsUnderWayIsFinishedBeforeTheAppEnds() throws Exception {
    CompletableFuture<HttpResponse<String>> slow =
        http.sendAsync(request("/slow"), HttpResponse.BodyHandlers.ofString());
    app.awaitPrinted("slow request");

    app.changeOptions();
    app.save(2);

    assertThat(slow.get(30, TimeUnit.SECONDS).body()).isEqualTo("1");
    app.told.await("served 2");
  }

  @Test
  void aSaveThatChangesNothingHoldsNoRequestForLong() throws Exception {
    app.notice(1);
    CompletableFuture<HttpResponse<String>> held =
        http.sendAsync(request("/"), HttpResponse.BodyHandlers.ofString());
    app.gate.resume("");

    assertThat(held.get(30, TimeUnit.SECONDS).body()).isEqualTo("1");
  }

  @Test
  void aFailedCompilationReleasesRequestsToTheLastGoodVersionAndSaysSo() throws Exception {
    app.notice(1);
    CompletableFuture<HttpResponse<String>> held =
        http.sendAsync(request("/"), HttpResponse.BodyHandlers.ofString());
    app.gate.resume("src/main/java/A.java:3:5: error: ';' expected\n  int i");

    HttpResponse<String> response = held.get(30, TimeUnit.SECONDS);
    assertThat(response.body()).isEqualTo("1");
    assertThat(response.headers().firstValue("Dev-Compile-Error"))
        .contains("src/main/java/A.java:3:5: error: ';' expected");

    app.save(2);
    response = http.send(request("/"), HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("2");
    assertThat(response.headers().firstValue("Dev-Compile-Error")).isEmpty();
  }

  @Test
  void aCrashReleasesRequestsToAPageWithTheLastLines() throws Exception {
    app.crash("no database");
    app.save(2);

    HttpResponse<String> text = http.send(request("/"), HttpResponse.BodyHandlers.ofString());
    assertThat(text.statusCode()).isEqualTo(503);
    assertThat(text.headers().firstValue("Retry-After")).contains("1");
    assertThat(text.body())
        .startsWith("[dev] The app crashed in local: it exited with code 3.\n")
        .contains("no database");
    HttpResponse<String> html =
        http.send(
            HttpRequest.newBuilder(URI.create(app.url("/")))
                .header("Accept", "text/html,*/*")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(html.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(html.body()).contains("<h1>503 Service Unavailable</h1>").contains("no database");

    app.crash(null);
    app.save(3);
    text = http.send(request("/"), HttpResponse.BodyHandlers.ofString());
    assertThat(text.body()).isEqualTo("3");
  }

  @Test
  void webSocketsStayOpenOverARedefinition() throws Exception {
    Talk talk = new Talk();
    WebSocket socket = talk.open();
    assertThat(talk.ask(socket)).isEqualTo("1");

    app.save(2);
    app.told.await("served 2");

    assertThat(talk.ask(socket)).isEqualTo("2");
  }

  @Test
  void webSocketsAreClosedForARestartAndMayComeBackAtOnce() throws Exception {
    Talk talk = new Talk();
    WebSocket socket = talk.open();
    assertThat(talk.ask(socket)).isEqualTo("1");

    app.changeOptions();
    app.save(2);

    assertThat(talk.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("closed 1012");
    assertThat(talk.ask(talk.open())).isEqualTo("2");
  }

  @Test
  void eventStreamsStayOpenOverARedefinitionAndEndProperlyForARestart() throws Exception {
    LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    CompletableFuture<Void> stream = follow(events);
    awaitEvent(events, "data: 1");

    app.save(2);
    awaitEvent(events, "data: 2");
    assertThat(stream).isNotDone();

    app.changeOptions();
    app.save(3);
    stream.get(20, TimeUnit.SECONDS); // an end, not a failure
    LinkedBlockingQueue<String> more = new LinkedBlockingQueue<>();
    var again = follow(more);
    assertThat(more.poll(20, TimeUnit.SECONDS)).isEqualTo("data: 3");
    assertThat(again).isNotDone();
  }

  private CompletableFuture<Void> follow(LinkedBlockingQueue<String> events) {
    return http.sendAsync(request("/events"), HttpResponse.BodyHandlers.ofLines())
        .thenAcceptAsync(
            response -> {
              try (Stream<String> lines = response.body()) {
                lines.filter(line -> !line.isEmpty()).forEach(events::add);
              }
            });
  }

  private static void awaitEvent(LinkedBlockingQueue<String> events, String event)
      throws InterruptedException {
    String next = events.poll(20, TimeUnit.SECONDS);
    while (next != null && !next.equals(event)) {
      next = events.poll(20, TimeUnit.SECONDS);
    }
    assertThat(next).isEqualTo(event);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(app.url(path))).build();
  }

  /** A WebSocket that is asked for the version. */
  private final class Talk implements WebSocket.Listener {

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    WebSocket open() throws Exception {
      return http.newWebSocketBuilder()
          .buildAsync(URI.create(app.url("/ws").replace("http", "ws")), this)
          .get(20, TimeUnit.SECONDS);
    }

    String ask(WebSocket socket) throws Exception {
      socket.sendText("version?", true);
      return heard.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      heard.add(text.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      heard.add("closed " + code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      heard.add("failed: " + error);
    }
  }
}
