package dev.innerloop.cluster.api;

import dev.innerloop.problem.Problem;
import dev.innerloop.process.DaemonThreads;
import java.io.Closeable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs requests in parallel. Closing it cancels them. */
public final class ParallelRequests implements Closeable {

  private static final int MOST = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(MOST, DaemonThreads.factory("dev-cluster-request"));

  /**
   * Starts a request at once.
   *
   * @return waits for its result, and returns or throws it
   */
  public <T> Supplier<T> start(Supplier<T> work) {
    Future<T> future = threads.submit(work::get);
    return () -> await(future);
  }

  /** Work whose end matters, but that has no result. */
  @FunctionalInterface
  public interface Pending {

    /** Waits for its end, and throws what it threw. */
    void await();
  }

  /** Begins work without a result at once. */
  public Pending run(Runnable work) {
    Future<?> future = threads.submit(work);
    return () -> await(future);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(
          "Interrupted while waiting for the API server.",
          "Run the command again if this was unintended.",
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
