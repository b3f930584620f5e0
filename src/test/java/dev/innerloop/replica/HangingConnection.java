package dev.innerloop.replica;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Passes everything on until it is told to hang: then nothing arrives until it goes on. */
public final class HangingConnection implements ReplicaConnection {

  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;
  private boolean hangs;

  public HangingConnection(Socket socket) throws IOException {
    this.socket = socket;
    output = socket.getOutputStream();
    input =
        new FilterInputStream(socket.getInputStream()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            awaitGoingOn();
            return n;
          }
        };
  }

  public synchronized void hang() {
    hangs = true;
  }

  public synchronized void goOn() {
    hangs = false;
    notifyAll();
  }

  private synchronized void awaitGoingOn() throws IOException {
    try {
      while (hangs) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
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
  public void close() throws IOException {
    goOn();
    socket.close();
  }
}
