package dev.innerloop.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;

/**
 * Which methods, by number, ran before the app first served, and which classes are initialised.
 *
 * <p>What runs as part of a request does not count: it runs again with the next one.
 */
final class ExecutedMethods {

  private static final int CHUNK_BITS = 12;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MAX_CHUNKS = 256;

  /** Chunks never move: a mark made while others are added is not lost. */
  private final boolean[][] chunks = new boolean[MAX_CHUNKS][];

  private final RequestThreads requests = new RequestThreads();
  private volatile Thread main;

  @GuardedBy("this")
  private int used;

  @GuardedBy("this")
  private int epoch;

  /** Begins again, for a start of the app. */
  synchronized void begin() {
    main = null;
    epoch++;
    if (used > MAX_CHUNKS << CHUNK_BITS - 1) {
      // Not each time: what is left of former starts would mark methods that have its numbers.
      used = 0;
    }
    for (boolean[] chunk : chunks) {
      if (chunk != null) {
        Arrays.fill(chunk, false);
      }
    }
    MethodHit.onRun = this::mark;
    MethodHit.onInitialisation =
        number -> chunks[number >> CHUNK_BITS][number & (CHUNK - 1)] = true;
    MethodHit.recording = true;
  }

  void mainIs(Thread thread) {
    main = thread;
  }

  /**
   * Ends once main has returned, too, or after so long: what starts later is not seen as part of
   * the start.
   */
  void endAfterMain(long patienceMillis) {
    Thread awaited;
    int ending;
    synchronized (this) {
      awaited = main;
      ending = epoch;
    }
    if (awaited == null || !awaited.isAlive()) {
      end(ending); // at once: requests that waited for the app come right now
      return;
    }
    Thread waiting =
        new Thread(
            () -> {
              try {
                awaited.join(patienceMillis);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              end(ending);
            },
            "dev-recording");
    waiting.setDaemon(true);
    waiting.start();
  }

  private synchronized void end(int ending) {
    if (epoch == ending) {
      MethodHit.recording = false;
    }
  }

  /**
   * Numbers for some methods.
   *
   * @return the first, or -1 if there are none left
   */
  synchronized int allocate(int count) {
    int first = used;
    if (first + count > MAX_CHUNKS << CHUNK_BITS) {
      return -1;
    }
    used += count;
    for (int chunk = first >> CHUNK_BITS; chunk <= (used - 1) >> CHUNK_BITS; chunk++) {
      if (chunks[chunk] == null) {
        chunks[chunk] = new boolean[CHUNK];
      }
    }
    return first;
  }

  boolean isMarked(int number) {
    return chunks[number >> CHUNK_BITS][number & (CHUNK - 1)];
  }

  private void mark(int number) {
    boolean[] chunk = chunks[number >> CHUNK_BITS];
    int at = number & (CHUNK - 1);
    if (!chunk[at] && (Thread.currentThread() == main || !requests.isCurrent())) {
      chunk[at] = true;
    }
  }
}
