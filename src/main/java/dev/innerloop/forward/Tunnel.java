package dev.innerloop.forward;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.forward.gate.Permit;
import dev.innerloop.forward.http.HeaderRules;
import dev.innerloop.forward.http.WebSocketFrames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** A connection that has gone over from HTTP to another protocol, WebSocket above all. */
final class Tunnel {

  private static final int PIECE = 32 * 1024;
  private static final long END_SECONDS = 1;

  private final HttpForward.Parts parts;
  private final ClientConnection client;
  private final Permit permit;
  private final Upstream upstream;
  private final String protocol;
  private final boolean webSocket;
  private final CountDownLatch clientEnded = new CountDownLatch(1);
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final WebSocketFrames frames = new WebSocketFrames();

  @GuardedBy("lock")
  private boolean ending;

  @GuardedBy("lock")
  private boolean cut;

  @GuardedBy("lock")
  private boolean ended;

  Tunnel(
      HttpForward.Parts parts,
      ClientConnection client,
      Permit permit,
      Upstream upstream,
      String protocol) {
    this.parts = parts;
    this.client = client;
    this.permit = permit;
    this.upstream = upstream;
    this.protocol = protocol;
    this.webSocket = protocol.equalsIgnoreCase("websocket");
  }

  /** Carries bytes both ways until either side ends. */
  void run(ClassicHttpResponse switching) throws IOException, HttpException, InterruptedException {
    client.watch(null);
    HeaderRules.removeHopByHop(switching);
    switching.addHeader("Connection", "Upgrade");
    switching.addHeader("Upgrade", protocol);
    client.http().write(switching);
    client.http().flush();
    parts.gate().markStreaming(permit, this::end);
    parts.threads().execute(this::up);
    try {
      down();
    } finally {
      ended();
    }
    upstream.drop();
    if (webSocket && mayClose() && clientEnded.getCount() > 0) {
      client.http().rawOutput().write(WebSocketFrames.RESTART);
      client.http().flush();
    }
    client.finish();
    boolean unused = clientEnded.await(END_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * The app is about to end: so does this, but a frame that has begun is waited for, because in the
   * midst of one nothing can be said to the client.
   */
  private void end(long deadline) {
    synchronized (lock) {
      ending = true;
      if (webSocket && !frames.isBetween()) {
        awaitEnded(deadline);
        return;
      }
      cut = true;
    }
    upstream.drop();
  }

  @GuardedBy("lock")
  private void awaitEnded(long deadline) {
    try {
      for (long left = deadline - System.nanoTime();
          !ended && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No more is taken from the app. */
  private void ended() {
    synchronized (lock) {
      ended = true;
      lock.notifyAll();
    }
  }

  private void down() throws IOException {
    InputStream from = upstream.http().rawInput();
    OutputStream to = client.http().rawOutput();
    byte[] piece = new byte[PIECE];
    int read = read(from, piece);
    while (goesOn(piece, read)) {
      to.write(piece, 0, read);
      to.flush();
      read = isOver() ? -1 : read(from, piece);
    }
  }

  /** What was read at the moment of a cut is not begun: it may be a part of a frame. */
  private boolean goesOn(byte[] piece, int read) {
    synchronized (lock) {
      if (read < 0 || cut) {
        return false;
      }
      frames.sent(piece, read);
      return true;
    }
  }

  private boolean isOver() {
    synchronized (lock) {
      return ending && frames.isBetween();
    }
  }

  private boolean mayClose() {
    synchronized (lock) {
      return frames.mayClose();
    }
  }

  private static int read(InputStream from, byte[] piece) {
    try {
      return from.read(piece);
    } catch (IOException e) {
      return -1; // however it ends, it has
    }
  }

  /** Reads on after the app is gone: what the client still says would else reset its connection. */
  private void up() {
    try {
      InputStream from = client.http().rawInput();
      OutputStream to = upstream.http().rawOutput();
      byte[] piece = new byte[PIECE];
      boolean open = true;
      for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
        open = open && write(to, piece, read);
      }
    } catch (IOException e) {
      // The client is gone, as after its last byte.
    } finally {
      clientEnded.countDown();
      upstream.drop();
    }
  }

  private static boolean write(OutputStream to, byte[] piece, int length) {
    try {
      to.write(piece, 0, length);
      to.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
