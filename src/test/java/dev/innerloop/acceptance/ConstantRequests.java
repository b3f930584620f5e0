package dev.innerloop.acceptance;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Twenty requests a second to the URL of the session that runs. An answer fails if it is not a 200
 * or none at all. What was under way when its session was killed or taken over from is not counted:
 * that session does not answer any more.
 */
final class ConstantRequests implements AutoCloseable {

  private static final long EVERY_MILLIS = 50;
  private static final int MOST_WAITING = 200;

  /** Longer than the gate lets requests wait. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final KnownAnswers known;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<String> failed = new CopyOnWriteArrayList<>();
  private final List<String> stale = new CopyOnWriteArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicLong slowestMillis = new AtomicLong();

  @GuardedBy("this")
  private @Nullable Session session;

  /** One session, and its requests. */
  private static final class Session {

    private final URI url;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean ended;

    Session(URI url) {
      this.url = url;
    }
  }

  ConstantRequests(KnownAnswers known) {
    this.known = known;
    clock.scheduleAtFixedRate(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From now on this session is asked; the one before, if any, has been taken over from. */
  synchronized void to(String url) {
    toNone();
    session = new Session(URI.create(url));
  }

  /** No session runs: it is about to be killed. */
  synchronized void toNone() {
    if (session != null) {
      session.ended = true;
      session = null;
    }
  }

  /** Answers of the right version, or of a newer one than asked for. */
  int answered() {
    return answered.get();
  }

  List<String> failed() {
    return List.copyOf(failed);
  }

  List<String> stale() {
    return List.copyOf(stale);
  }

  long slowestMillis() {
    return slowestMillis.get();
  }

  private synchronized void tick() {
    Session asked = session;
    if (asked != null && asked.waiting.get() < MOST_WAITING) {
      asked.waiting.incrementAndGet();
      int atLeast = known.atLeast();
      long begin = System.nanoTime();
      http.sendAsync(
              HttpRequest.newBuilder(asked.url).timeout(LONGEST).build(),
              HttpResponse.BodyHandlers.ofString())
          .whenComplete((response, failure) -> ended(asked, atLeast, begin, response, failure));
    }
  }

  private void ended(
      Session asked,
      int atLeast,
      long begin,
      @Nullable HttpResponse<String> response,
      @Nullable Throwable failure) {
    asked.waiting.decrementAndGet();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    String after = Instant.now() + " after " + millis + " ms: ";
    if (response != null && response.statusCode() == 200) {
      answered.incrementAndGet();
      slowestMillis.accumulateAndGet(millis, Math::max);
      if (known.isStale(response.body(), atLeast)) {
        stale.add(after + response.body());
      }
    } else if (!asked.ended) {
      failed.add(
          after + (response == null ? failure : response.statusCode() + " " + text(response)));
    }
  }

  private static String text(HttpResponse<String> response) {
    return response.body().replaceAll("(?s)<style.*?</style>|<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  @Override
  public void close() {
    toNone();
    clock.shutdownNow();
  }
}
