package dev.innerloop.image.transport;

import com.google.cloud.tools.jib.http.ResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.NoHttpResponseException;

/** Retries after temporary failures: an overloaded registry or a lost connection. */
public final class RegistryRetries {

  private static final int TRIES = 5;
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Set<Integer> TEMPORARY = Set.of(408, 429, 500, 502, 503, 504);

  private final Pause pause;

  /** Waits between attempts. */
  public interface Pause {

    /** Sleeps for the given time. */
    Pause REAL = time -> Thread.sleep(time.toMillis());

    void of(Duration time) throws InterruptedException;
  }

  public RegistryRetries(Pause pause) {
    this.pause = pause;
  }

  /** Repeats an action until it succeeds, fails permanently, or has failed five times. */
  public <T> T run(Callable<T> action) throws Exception {
    for (int tried = 1; ; tried++) {
      try {
        return action.call();
      } catch (IOException | com.google.cloud.tools.jib.api.RegistryException e) {
        Optional<Duration> wait = tried < TRIES ? wait(e, tried) : Optional.empty();
        if (wait.isEmpty()) {
          throw e;
        }
        pause.of(wait.get());
      }
    }
  }

  /** The same for actions that throw only IOException. */
  public <T> T request(Request<T> action) throws IOException {
    try {
      return run(action::send);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  public interface Request<T> {
    T send() throws IOException;
  }

  /**
   * The wait before the next attempt: half a second, doubled each time; empty if a retry is
   * pointless.
   */
  private static Optional<Duration> wait(Exception failure, int tried) {
    Duration usual = Duration.ofMillis(250L << tried);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseException answer) {
        return TEMPORARY.contains(answer.getStatusCode())
            ? Optional.of(retryAfter(answer).orElse(usual)).filter(it -> it.compareTo(LONGEST) <= 0)
            : Optional.empty();
      }
      if (isConnectionLost(cause)) {
        return Optional.of(usual);
      }
    }
    return Optional.empty();
  }

  /** The Retry-After header in seconds; a date is ignored. */
  private static Optional<Duration> retryAfter(ResponseException answer) {
    String after = answer.getHeaders().getRetryAfter();
    return after != null && after.strip().matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(after.strip())))
        : Optional.empty();
  }

  /** Whether an established connection was lost. */
  public static boolean isConnectionLost(Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return false;
    }
    return cause instanceof SocketException
        || cause instanceof EOFException
        || cause instanceof NoHttpResponseException
        || cause instanceof ConnectionClosedException
        || cause instanceof SSLException && String.valueOf(cause.getMessage()).contains("closed");
  }
}
