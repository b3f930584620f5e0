package dev.innerloop.supervisor;

import dev.innerloop.wire.Channel;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Payload;
import dev.innerloop.wire.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Sends from a thread of its own, so that a peer that does not read does not delay others. */
final class Outbox implements Closeable {

  private static final int CAPACITY = 256;
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final BlockingQueue<Letter> letters = new ArrayBlockingQueue<>(CAPACITY);
  private final Channel channel;
  private final Closeable connection;
  private final Thread thread;

  /**
   * @param connection closed if sending fails, so that the thread that reads from it ends
   */
  Outbox(Channel channel, Closeable connection) {
    this.channel = channel;
    this.connection = connection;
    thread = Daemons.start("dev-outbox", this::deliver);
  }

  void post(FrameType type, Payload payload) {
    if (!letters.offer(new Letter(type, payload))) {
      close();
    }
  }

  /** Posts the last frame: the connection is closed after it. */
  void postLast(FrameType type, Payload payload) {
    post(type, payload);
    post(null, Payload.NONE);
  }

  /** Says why the connection ends, and leaves it a moment to be sent. */
  void refuse(Refusal refusal) {
    postLast(FrameType.REFUSED, refusal);
    try {
      thread.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    Closeables.close(connection);
  }

  private void deliver() {
    try {
      while (true) {
        Letter letter = letters.take();
        if (letter.type == null) {
          break;
        }
        channel.send(letter.type, letter.payload);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The peer is gone; the thread that reads from it ends as well, and cleans up.
      return;
    } finally {
      // After any error, too: a connection that says nothing any more must not look alive.
      Closeables.close(connection);
    }
  }

  private static final class Letter {

    final FrameType type;
    final Payload payload;

    Letter(FrameType type, Payload payload) {
      this.type = type;
      this.payload = payload;
    }
  }
}
