package dev.innerloop.cluster.api;

import dev.innerloop.problem.Problem;
import java.io.Closeable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Requests that do not wait for each other. Closing it ends them. */
public final class Parallel implements Closeable {

  private static final int MOST = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          MOST,
          work -> {
            Thread thread = new Thread(work, "dev-cluster-request");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins it at once.
   *
   * @return waits for its end, and returns or throws what it did
   */
  public <T> Supplier<T> start(Supplier<T> work) {
    Future<T> future = threads.submit(work::get);
    return () -> await(future);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(
          "Interrupted while the cluster was asked.",
          "Run the command again if it was by accident.",
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
