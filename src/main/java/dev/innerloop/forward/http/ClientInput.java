package dev.innerloop.forward.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends: with a deadline for a whole message's head, however slowly its bytes come,
 * and with a check whether the client is still connected while no thread reads.
 */
public final class ClientInput extends InputStream {

  private final Socket socket;
  private final InputStream input;
  private final ReentrantLock reading = new ReentrantLock();

  /** Bytes that were read ahead. */
  @GuardedBy("reading")
  private final byte[] ahead = new byte[32];

  @GuardedBy("reading")
  private int aheadFrom;

  @GuardedBy("reading")
  private int aheadTo;

  @GuardedBy("reading")
  private boolean ended;

  /** Set by the thread that reads next, also while another one checks. */
  private volatile long deadline;

  public ClientInput(Socket socket) throws IOException {
    this.socket = socket;
    this.input = socket.getInputStream();
  }

  /** From now on all reads together may take so long. */
  public void deadline(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
  }

  /** From now on reads may take as long as they like. */
  public void noDeadline() {
    deadline = 0;
  }

  /** Whether a read has met the end. */
  public boolean hasEnded() {
    reading.lock();
    try {
      return ended;
    } finally {
      reading.unlock();
    }
  }

  /**
   * Reads ahead until an answer is known; what was read is read again.
   *
   * @return what the question says of the first bytes; false if they end before that is known
   */
  public boolean peek(Peek question) throws IOException {
    reading.lock(); // also between reads: no other thread may read ahead then
    try {
      return peekAlone(question);
    } finally {
      reading.unlock();
    }
  }

  @GuardedBy("reading")
  private boolean peekAlone(Peek question) throws IOException {
    if (aheadFrom == aheadTo) {
      aheadFrom = 0;
      aheadTo = 0;
    }
    while (true) {
      Boolean answer = question.of(ahead, aheadTo);
      if (answer != null) {
        return answer;
      }
      if (aheadTo == ahead.length) {
        return false;
      }
      int read = read(ahead, aheadTo, ahead.length - aheadTo, true);
      if (read < 0) {
        return false;
      }
      aheadTo += read;
    }
  }

  /** A question about the first bytes; null while it needs more of them. */
  public interface Peek {
    @Nullable Boolean of(byte[] bytes, int length);
  }

  /** Whether the client has hung up; false if a thread reads from it. */
  public boolean isGone() throws IOException {
    if (!reading.tryLock()) {
      return false;
    }
    try {
      if (ended) {
        return true;
      }
      if (aheadFrom < aheadTo) {
        return false;
      }
      socket.setSoTimeout(1);
      int next = input.read();
      if (next < 0) {
        ended = true;
        return true;
      }
      ahead[0] = (byte) next;
      aheadFrom = 0;
      aheadTo = 1;
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      reading.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return read(bytes, offset, length, false);
  }

  private int read(byte[] bytes, int offset, int length, boolean beyond) throws IOException {
    reading.lock();
    try {
      if (!beyond && aheadFrom < aheadTo) {
        int read = Math.min(length, aheadTo - aheadFrom);
        System.arraycopy(ahead, aheadFrom, bytes, offset, read);
        aheadFrom += read;
        return read;
      }
      if (ended) {
        return -1;
      }
      socket.setSoTimeout(timeout());
      int read = input.read(bytes, offset, length);
      ended = read < 0;
      return read;
    } finally {
      reading.unlock();
    }
  }

  private int timeout() throws SocketTimeoutException {
    if (deadline == 0) {
      return 0;
    }
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException("too slow");
    }
    return (int) left;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
