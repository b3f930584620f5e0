package dev.innerloop.replica;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Counts what is sent, and breaks after so many bytes, all of which have arrived by then. */
public final class BreakingConnection implements ReplicaConnection {

  private final Socket socket;
  private final long limit;
  private final CountDownLatch otherEndClosed = new CountDownLatch(1);
  private final InputStream input;
  private final OutputStream output;
  private volatile long sent;

  public BreakingConnection(Socket socket, long limit) throws IOException {
    this.socket = socket;
    this.limit = limit;
    input =
        new FilterInputStream(socket.getInputStream()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            if (n < 0) {
              otherEndClosed.countDown();
            }
            return n;
          }
        };
    output =
        new FilterOutputStream(socket.getOutputStream()) {
          @Override
          public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (sent + length > limit) {
              breakOff();
            }
            sent += length;
            out.write(bytes, offset, length);
          }
        };
  }

  private void breakOff() throws IOException {
    socket.shutdownOutput();
    try {
      otherEndClosed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("broken");
  }

  public long sent() {
    return sent;
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
  public void close() throws IOException {
    socket.close();
  }
}
