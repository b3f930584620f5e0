package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One WebSocket and one stream of events at any time, each opened anew as soon as it is closed. The
 * first answer of each has to be of the version that was noticed when it was opened, or newer, and
 * it may only be closed as the protocol wants it.
 */
final class SteadyStreams implements AutoCloseable {

  private final VersionedApp app;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService clients = Executors.newFixedThreadPool(2);
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger heard = new AtomicInteger();
  private volatile boolean ends;

  SteadyStreams(VersionedApp app) {
    this.app = app;
    clients.execute(() -> repeat("WebSocket", this::talk));
    clients.execute(() -> repeat("events", this::follow));
  }

  private void repeat(String what, Conversation conversation) {
    while (!ends) {
      try {
        conversation.hold();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception | AssertionError e) {
        if (!ends) {
          failures.add(what + ": " + e);
        }
      }
    }
  }

  private void talk() throws Exception {
    int atLeast = app.noticed();
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create(app.url("/ws").replace("http", "ws")),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean l) {
                    check("WebSocket", Integer.parseInt(text.toString()), atLeast);
                    from.request(1);
                    return ends ? null : from.sendText("version?", true);
                  }

                  @Override
                  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                    closed.complete(code);
                    return null;
                  }

                  @Override
                  public void onError(WebSocket from, Throwable error) {
                    closed.completeExceptionally(error);
                  }
                })
            .get(40, TimeUnit.SECONDS);
    socket.sendText("version?", true);
    while (!ends && !closed.isDone()) {
      Wire.await(() -> ends || closed.isDone());
    }
    if (ends) {
      socket.abort();
    } else {
      assertThat(closed.get()).isEqualTo(1012);
    }
  }

  private void follow() throws Exception {
    int atLeast = app.noticed();
    HttpResponse<Stream<String>> response =
        http.send(
            HttpRequest.newBuilder(URI.create(app.url("/events"))).build(),
            HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new AssertionError(response.statusCode() + ": " + lines.toList());
      }
      lines
          .filter(line -> !line.isEmpty())
          .takeWhile(line -> !ends)
          .forEach(line -> check("events", Integer.parseInt(line.substring(6)), atLeast));
    }
  }

  private void check(String what, int version, int atLeast) {
    if (version < atLeast) {
      failures.add(what + ": version " + version + " after " + atLeast + " was noticed");
    }
    heard.incrementAndGet();
  }

  /** Waits until so many more answers and events have come. */
  void more(int answers) throws InterruptedException {
    int until = heard.get() + answers;
    Wire.await(() -> heard.get() >= until);
  }

  void assertNoneFailed() {
    assertThat(failures).isEmpty();
  }

  @Override
  public void close() throws InterruptedException {
    ends = true;
    clients.shutdown();
    assertThat(clients.awaitTermination(40, TimeUnit.SECONDS)).isTrue();
  }

  private interface Conversation {

    void hold() throws Exception;
  }
}
