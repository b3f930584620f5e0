package dev.innerloop.forward;

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
  private static final long FAREWELL_SECONDS = 1;

  private final ForwardParts parts;
  private final ClientConnection client;
  private final Visit visit;
  private final Upstream upstream;
  private final CountDownLatch clientEnded = new CountDownLatch(1);

  Tunnel(ForwardParts parts, ClientConnection client, Visit visit, Upstream upstream) {
    this.parts = parts;
    this.client = client;
    this.visit = visit;
    this.upstream = upstream;
  }

  /** Carries bytes both ways until either side ends. */
  void run(ClassicHttpResponse switching, String protocol)
      throws IOException, HttpException, InterruptedException {
    client.watch(null);
    Heads.removeHopByHop(switching);
    switching.addHeader("Connection", "Upgrade");
    switching.addHeader("Upgrade", protocol);
    client.http().write(switching);
    client.http().flush();
    parts.gate().lasts(visit, upstream::drop);
    parts.threads().execute(this::up);
    WebSocketFrames frames = new WebSocketFrames();
    down(frames);
    if (protocol.equalsIgnoreCase("websocket") && frames.mayClose() && clientEnded.getCount() > 0) {
      client.http().rawOutput().write(WebSocketFrames.RESTART);
      client.http().flush();
    }
    client.finish();
    boolean unused = clientEnded.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
  }

  private void down(WebSocketFrames frames) throws IOException {
    InputStream from = upstream.http().rawInput();
    OutputStream to = client.http().rawOutput();
    byte[] piece = new byte[PIECE];
    for (int read = read(from, piece); read >= 0; read = read(from, piece)) {
      to.write(piece, 0, read);
      to.flush();
      frames.sent(piece, read);
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
