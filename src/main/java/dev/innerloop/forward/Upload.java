package dev.innerloop.forward;

import dev.innerloop.forward.http.Framing;
import dev.innerloop.forward.http.HeaderRules;
import dev.innerloop.forward.http.HttpStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to the app, beside the answer, which may come before all of the body
 * is there.
 */
final class Upload implements Runnable {

  private static final int PIECE = 32 * 1024;

  /** Servers that know nothing of "Expect: 100-continue" wait for the body without a word. */
  private static final long LONGEST_WAIT_MILLIS = 1000;

  private final HttpStream client;
  private final Framing framing;
  private final Upstream upstream;
  private final boolean expects;
  private final CountDownLatch requested;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;
  private volatile boolean refused;
  private volatile boolean complete;
  private volatile @Nullable String malformed;
  private final Runnable onComplete;

  /**
   * @param expects whether the client sends nothing before the app agrees
   */
  Upload(
      HttpStream client, Framing framing, Upstream upstream, boolean expects, Runnable onComplete) {
    this.client = client;
    this.framing = framing;
    this.upstream = upstream;
    this.expects = expects;
    this.requested = new CountDownLatch(expects ? 1 : 0);
    this.onComplete = onComplete;
  }

  /** The app requests the body. */
  void proceed() {
    requested.countDown();
  }

  /** The app has answered: a body that was not requested is not needed. */
  void refuse() {
    refused = true;
    requested.countDown();
  }

  /** Whether any of the body was taken from the client. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether all of the body went to the app; waits a moment for what is just under way. */
  boolean isComplete(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS) && complete;
  }

  /** What is wrong with how the client's body is divided into chunks; null if nothing is known. */
  @Nullable String malformed() {
    return malformed;
  }

  @Override
  public void run() {
    try {
      boolean answered = requested.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      if (expects && answered && refused) {
        return;
      }
      begun = true;
      complete = copy();
      if (complete) {
        onComplete.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      upstream.drop(); // no response can come to half a request
      throw e;
    } finally {
      ended.countDown();
    }
  }

  private boolean copy() {
    InputStream body = client.body(framing);
    OutputStream out = upstream.http().bodyOutput(framing, () -> HeaderRules.trailers(body));
    byte[] piece = new byte[PIECE];
    while (true) {
      int read;
      try {
        read = body.read(piece);
      } catch (MalformedChunkCodingException e) {
        malformed = String.valueOf(e.getMessage());
        upstream.drop(); // half a request: the app must not take it for a whole one
        return false;
      } catch (IOException e) {
        upstream.drop(); // the client is gone, so the answer is not needed
        return false;
      }
      try {
        if (read < 0) {
          out.close(); // the framing's end only
          return true;
        }
        out.write(piece, 0, read);
        out.flush();
      } catch (IOException e) {
        return false; // the answer says why, or its absence does
      }
    }
  }
}
