package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * A hundred requests a second, as long as a machine that is busy with other things answers enough
 * of them, in turn with and without keep-alive, without a body, with a small one and with a large
 * one. Each answer has to be of the version that was noticed when its request was sent, or newer.
 */
public final class SteadyLoad implements AutoCloseable {

  /** Unanswered at a time; many more than are let through at once. */
  private static final int MOST_WAITING = 400;

  private final int port;
  private final byte[] large;
  private final IntSupplier noticed;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger newest = new AtomicInteger();
  private final AtomicLong slowest = new AtomicLong();

  /**
   * Starts.
   *
   * @param port of this machine, where an app answers with its version, and maybe more after a
   *     colon
   * @param largest of the bodies, in bytes: five of them are sent in a second
   * @param noticed the version that every answer to a request from now on has to be of, or newer
   */
  public SteadyLoad(int port, int largest, IntSupplier noticed) {
    this.port = port;
    this.large = new byte[largest];
    this.noticed = noticed;
    clock.scheduleAtFixedRate(this::tick, 0, 10, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (number.get() - answered.get() < MOST_WAITING) {
      int mine = number.incrementAndGet();
      clients.execute(() -> one(mine));
    }
  }

  private void one(int mine) {
    int atLeast = noticed.getAsInt();
    long begin = System.nanoTime();
    try {
      String answer =
          switch (mine % 4) {
            case 0 -> withoutKeepAlive();
            case 1 -> send(HttpRequest.newBuilder(uri("/")).GET());
            case 2 ->
                send(
                    HttpRequest.newBuilder(uri("/"))
                        .POST(HttpRequest.BodyPublishers.ofString("small")));
            default ->
                send(
                    HttpRequest.newBuilder(uri("/"))
                        .POST(
                            HttpRequest.BodyPublishers.ofByteArray(
                                mine % 20 == 3 ? large : new byte[10])));
          };
      int version = Integer.parseInt(answer.split(":")[0]);
      if (version < atLeast) {
        failures.add(mine + ": version " + version + " after " + atLeast + " was noticed");
      }
      newest.accumulateAndGet(version, Math::max);
    } catch (Exception | AssertionError e) {
      failures.add(mine + " (" + mine % 4 + "): " + e);
    }
    slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
    answered.incrementAndGet();
  }

  private String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private String withoutKeepAlive() throws Exception {
    String answer =
        Wire.ask(port, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200");
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Waits until so many more requests are answered. */
  public void more(int requests) throws InterruptedException {
    int until = answered.get() + requests;
    Wire.await(() -> answered.get() >= until);
  }

  /** Waits until an answer is of this version. */
  public void awaitVersion(int version) throws InterruptedException {
    Wire.await(() -> newest.get() >= version);
  }

  /** How long the slowest answer took since the last call. */
  public Duration slowest() {
    return Duration.ofNanos(slowest.getAndSet(0));
  }

  /** None failed, and none was older than what was noticed. */
  public void assertNoneFailed() {
    assertThat(failures).isEmpty();
  }

  @Override
  public void close() throws InterruptedException {
    clock.shutdownNow();
    clients.shutdown();
    assertThat(clients.awaitTermination(40, TimeUnit.SECONDS)).isTrue();
  }
}
