package dev.innerloop.cluster.pods;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.replica.ConnectionLostException;
import dev.innerloop.replica.ReplicaConnection;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One port-forward stream to a pod's loopback, through the API server: a WebSocket whose messages
 * begin with a channel byte, 0 for data and 1 for the error.
 *
 * <p>Does not use the client's own port-forward: that one ignores a rejected send while the
 * previous one is in progress, and so loses bytes towards a slow pod; and it uses a thread for each
 * stream. Whether a process listens on the port is known only after the stream is open: if none
 * does, the first read fails with a {@link ConnectException}.
 */
final class PodStream implements ReplicaConnection, WebSocket.Listener {

  private static final int OPEN_SECONDS = 10;
  private static final int CHUNK = 32 * 1024;

  /** Above this, no more is requested until bytes are read. */
  private static final int MOST_BUFFERED = 1024 * 1024;

  private static final long SEND_STALL_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int DATA = 0;
  private static final int NORMAL_CLOSURE = 1000;

  private final String title;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Deque<ByteBuffer> received = new ArrayDeque<>();

  private final InputStream input = new Input();
  private final OutputStream output = new Output();

  private int greetings;

  @GuardedBy("lock")
  private int buffered;

  @GuardedBy("lock")
  private boolean askForMore;

  @GuardedBy("lock")
  private boolean anyData;

  @GuardedBy("lock")
  private boolean ended;

  @GuardedBy("lock")
  private @Nullable IOException failure;

  private volatile boolean closed;
  private volatile @Nullable WebSocket socket;

  private PodStream(String title) {
    this.title = title;
  }

  static PodStream open(KubernetesClient client, String namespace, String pod, int port)
      throws IOException {
    PodStream stream = new PodStream("port " + port + " of pod " + pod);
    CompletableFuture<WebSocket> opening =
        client
            .getHttpClient()
            .newWebSocketBuilder()
            .uri(
                URI.create(client.getMasterUrl().toString())
                    .resolve(
                        "api/v1/namespaces/%s/pods/%s/portforward?ports=%d"
                            .formatted(namespace, pod, port)))
            .connectTimeout(OPEN_SECONDS, TimeUnit.SECONDS)
            .subprotocol("v4.channel.k8s.io")
            .buildAsync(stream);
    try {
      stream.socket = opening.get(OPEN_SECONDS, TimeUnit.SECONDS);
      return stream;
    } catch (ExecutionException e) {
      throw new IOException(stream.title + ": " + message(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      stream.abandon(opening);
      throw new IOException(stream.title + ": no stream within " + OPEN_SECONDS + " s", e);
    } catch (InterruptedException e) {
      stream.abandon(opening);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(stream.title + ": interrupted");
    }
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public boolean hasUnread() {
    return buffered() > 0;
  }

  @Override
  public boolean isOver() {
    synchronized (lock) {
      return ended || closed || buffered > 0;
    }
  }

  /** Bytes received and not yet read. */
  int buffered() {
    synchronized (lock) {
      return buffered;
    }
  }

  @Override
  public void close() {
    closed = true;
    end(null);
    closeQuietly(socket);
  }

  /** Its caller has given up, but it may still open. */
  private void abandon(CompletableFuture<WebSocket> opening) {
    var unused = opening.thenAccept(this::closeQuietly);
  }

  private void closeQuietly(@Nullable WebSocket open) {
    if (open != null) {
      open.sendClose(NORMAL_CLOSURE, "");
    }
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    onMessage(webSocket, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void onMessage(WebSocket webSocket, ByteBuffer message) {
    // Each of the two channels begins with its port.
    if (greetings < 2) {
      greetings++;
      webSocket.request();
      return;
    }
    if (!message.hasRemaining()) {
      webSocket.request();
      return;
    }
    if (message.get() != DATA) {
      refused(StandardCharsets.UTF_8.decode(message).toString().strip());
      closeQuietly(webSocket);
      return;
    }
    boolean more;
    synchronized (lock) {
      anyData = true;
      if (message.hasRemaining()) {
        received.add(message);
        buffered += message.remaining();
      }
      more = buffered < MOST_BUFFERED;
      askForMore = !more;
      lock.notifyAll();
    }
    if (more) {
      webSocket.request();
    }
  }

  private void refused(String words) {
    boolean beforeAnyData;
    synchronized (lock) {
      beforeAnyData = !anyData;
    }
    String message = title + ": " + words;
    end(beforeAnyData ? new ConnectException(message) : new IOException(message));
  }

  @Override
  public void onClose(WebSocket webSocket, int code, String reason) {
    end(
        code == NORMAL_CLOSURE || code == 1005
            ? null
            : new ConnectionLostException(
                title + ": the stream was closed (" + code + " " + reason + ")"));
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    IOException lost = new ConnectionLostException(title + ": " + message(error));
    lost.initCause(error);
    end(lost);
  }

  private void end(@Nullable IOException why) {
    synchronized (lock) {
      if (!ended) {
        ended = true;
        failure = why;
      }
      lock.notifyAll();
    }
  }

  private static String message(@Nullable Throwable error) {
    if (error instanceof WebSocketHandshakeException refused) {
      int code = refused.getResponse().code();
      return switch (code) {
        case 404 -> "the pod does not exist any more";
        case 403 -> "access denied (403): missing permission create or get on pods/portforward";
        default -> "the API server answered " + code;
      };
    }
    return error == null || error.getMessage() == null ? String.valueOf(error) : error.getMessage();
  }

  private final class Input extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length == 0) {
        return 0;
      }
      int read;
      boolean ask;
      synchronized (lock) {
        ByteBuffer next = await();
        if (next == null) {
          return -1;
        }
        read = Math.min(length, next.remaining());
        next.get(bytes, offset, read);
        buffered -= read;
        if (!next.hasRemaining()) {
          received.remove();
        }
        ask = askForMore && buffered < MOST_BUFFERED / 2;
        if (ask) {
          askForMore = false;
        }
      }
      WebSocket open = socket;
      if (ask && open != null) {
        open.request();
      }
      return read;
    }

    @GuardedBy("PodStream.this.lock")
    private @Nullable ByteBuffer await() throws IOException {
      while (received.isEmpty() || closed) {
        if (closed) {
          throw new IOException(title + ": closed");
        }
        if (ended) {
          if (failure != null) {
            throw again(failure);
          }
          return null;
        }
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException(title + ": interrupted");
        }
      }
      return received.peek();
    }

    @Override
    public int available() {
      synchronized (lock) {
        ByteBuffer next = received.peek();
        return next == null ? 0 : next.remaining();
      }
    }

    @Override
    public void close() {
      PodStream.this.close();
    }
  }

  private final class Output extends OutputStream {

    /** One sender at a time: the JDK rejects a message while the previous one is in progress. */
    private final Object sending = new Object();

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      synchronized (sending) {
        for (int at = offset; at < offset + length; at += CHUNK) {
          int size = Math.min(CHUNK, offset + length - at);
          ByteBuffer message = ByteBuffer.allocate(size + 1);
          message.put((byte) DATA).put(bytes, at, size).flip();
          send(message);
        }
      }
    }

    private void send(ByteBuffer message) throws IOException {
      WebSocket open = Objects.requireNonNull(socket);
      failIfEnded();
      if (!open.send(message)) {
        failIfEnded();
        throw new IOException(title + ": the stream is broken");
      }
      long deadline = System.nanoTime() + SEND_STALL_NANOS;
      for (long pause = 10_000; open.queueSize() > 0; pause = Math.min(pause * 2, 2_000_000)) {
        LockSupport.parkNanos(pause);
        failIfEnded();
        if (Thread.interrupted()) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException(title + ": interrupted");
        }
        if (System.nanoTime() > deadline) {
          throw new IOException(title + ": the pod does not accept more bytes");
        }
      }
    }

    private void failIfEnded() throws IOException {
      if (closed) {
        throw new IOException(title + ": closed");
      }
      synchronized (lock) {
        if (ended) {
          throw failure == null
              ? new IOException(title + ": the remote side has closed it")
              : again(failure);
        }
      }
    }

    @Override
    public void close() {
      PodStream.this.close();
    }
  }

  /** A new exception, with the stack trace of the caller. */
  private static IOException again(IOException failure) {
    IOException again =
        failure instanceof ConnectException
            ? new ConnectException(failure.getMessage())
            : failure instanceof ConnectionLostException
                ? new ConnectionLostException(String.valueOf(failure.getMessage()))
                : new IOException(failure.getMessage());
    again.initCause(failure);
    return again;
  }
}
