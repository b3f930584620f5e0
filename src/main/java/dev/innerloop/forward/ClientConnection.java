package dev.innerloop.forward;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.forward.http.BadRequest;
import dev.innerloop.forward.http.ClientInput;
import dev.innerloop.forward.http.ErrorPage;
import dev.innerloop.forward.http.ForeignHost;
import dev.innerloop.forward.http.HttpDetection;
import dev.innerloop.forward.http.HttpStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.jspecify.annotations.Nullable;

/** One connection of a client, with one request after the other. */
final class ClientConnection implements Runnable, Closeable {

  private static final Duration HEAD = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final HttpForward.Parts parts;
  private final Socket socket;
  private final ClientInput input;
  private final HttpStream http;
  private final PassThrough passThrough;
  private final Consumer<ClientConnection> ended;
  private final Object watching = new Object();

  @GuardedBy("watching")
  private @Nullable Upstream watched;

  /** For clients that do not speak HTTP/1. */
  interface PassThrough {

    /** Takes over the connection. If it throws, the connection is closed here. */
    void accept(Socket socket, ClientInput input);
  }

  ClientConnection(
      HttpForward.Parts parts,
      Socket socket,
      PassThrough passThrough,
      Consumer<ClientConnection> ended)
      throws IOException {
    this.parts = parts;
    this.socket = socket;
    this.input = new ClientInput(socket);
    this.http = new HttpStream(input, socket.getOutputStream());
    this.passThrough = passThrough;
    this.ended = ended;
  }

  HttpStream http() {
    return http;
  }

  @Override
  public void run() {
    boolean taken = false;
    try {
      socket.setTcpNoDelay(true);
      input.deadline(HEAD);
      if (input.peek(HttpDetection::isHttp)) {
        boolean more = true;
        while (more) {
          more = next();
        }
        finish();
        linger();
      } else if (!input.hasEnded()) {
        input.noDeadline();
        passThrough.accept(socket, input);
        taken = true;
      }
    } catch (IOException | HttpException e) {
      // The client is gone, or is to be let go: closing is all that is left to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      abort(); // a plain close could be taken for the end of a response
      throw e;
    } finally {
      if (!taken) {
        close();
      }
      ended.accept(this);
    }
  }

  /** Answers one request; returns whether there may be another one. */
  private boolean next() throws IOException, HttpException, InterruptedException {
    if (!http.hasUnread()) {
      input.deadline(IDLE);
      if (!input.peek((bytes, length) -> length > 0 ? Boolean.TRUE : null)) {
        return false;
      }
    }
    input.deadline(HEAD);
    ClassicHttpRequest request = null;
    try {
      request = http.readRequest();
      if (request == null) {
        return false;
      }
      input.noDeadline();
      return new Exchange(parts, this, request).run();
    } catch (ForeignHost e) {
      parts.listener().refused(parts.localPort(), String.valueOf(e.getMessage()));
      return refuse(e.status(), String.valueOf(e.getMessage()), request);
    } catch (BadRequest e) {
      return refuse(e.status(), String.valueOf(e.getMessage()), request);
    } catch (RequestHeaderFieldsTooLargeException e) {
      return refuse(431, "The request's head is too large: " + e.getMessage() + ".", request);
    } catch (SocketTimeoutException e) {
      return refuse(408, "The request did not come within " + HEAD.toSeconds() + " s.", request);
    } catch (HttpException e) {
      return refuse(400, "The request is not HTTP/1.1: " + e.getMessage() + ".", request);
    }
  }

  private boolean refuse(int status, String reason, @Nullable ClassicHttpRequest request)
      throws IOException, HttpException {
    new ErrorPage(status, reason).write(http, request, false);
    return false;
  }

  /**
   * Says which connection is of no use once the client has hung up; null for none. After this, the
   * one before is not ended any more: it may carry another client's request by then.
   */
  void watch(@Nullable Upstream upstream) {
    synchronized (watching) {
      watched = upstream;
    }
  }

  /** Gives up the connection to the app if the client has hung up. */
  void check() {
    synchronized (watching) {
      if (watched != null && isGone()) {
        watched.drop();
      }
    }
  }

  /** Whether the client has hung up; only while nothing is read from it. */
  boolean isGone() {
    try {
      return !http.hasUnread() && input.isGone();
    } catch (IOException e) {
      return true;
    }
  }

  /** Says that nothing more is sent. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** A connection that is closed with something unread resets, and the answer may get lost. */
  private void linger() throws IOException {
    input.deadline(LINGER);
    byte[] unwanted = new byte[8 * 1024];
    while (input.read(unwanted, 0, unwanted.length) >= 0) {
      continue;
    }
  }

  /** Ends it in a way that no client takes for the end of an answer. */
  void abort() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      return; // it is closed either way
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is closed either way
    }
  }
}
