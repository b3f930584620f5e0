package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.forward.gate.Permit;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens as an update releases the requests that it held. */
@Timeout(120)
class UpstreamPoolTest {

  private static final int HELD = 100;

  private final ExecutorService requests = Executors.newCachedThreadPool();
  private final SlowReplica replica = new SlowReplica();
  private final RequestGate gate = Forwarding.gate(replica);
  private final UpstreamPool upstreams = new UpstreamPool(gate, () -> 8080);

  @AfterEach
  void end() {
    requests.shutdownNow();
  }

  @Test
  void opensAFewAtATimeForAllThatAreReleasedAtOnce() throws Exception {
    List<CompletableFuture<Void>> released = release();
    replica.awaitConnecting(8);
    replica.mayConnect.release(HELD);

    for (CompletableFuture<Void> each : released) {
      each.get(10, TimeUnit.SECONDS);
    }
    assertThat(replica.most.get()).isEqualTo(8);
  }

  @Test
  void whoWaitsForItsTurnTakesAConnectionThatIsGivenBack() throws Exception {
    replica.mayConnect.release(1);
    Permit first = (Permit) gate.enter();
    Upstream given = upstreams.acquire(first);
    for (int i = 0; i < 8; i++) {
      call(() -> upstreams.acquire((Permit) gate.enter()));
    }
    replica.awaitConnecting(8);
    CompletableFuture<Upstream> waiting = call(() -> upstreams.acquire((Permit) gate.enter()));

    upstreams.release(first, given);

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isSameAs(given);
  }

  @Test
  void goesOnOpeningWhereAnswersLast() throws Exception {
    List<CompletableFuture<Upstream>> lasting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lasting.add(call(() -> upstreams.acquire((Permit) gate.enter())));
    }
    replica.mayConnect.release(20);

    for (CompletableFuture<Upstream> each : lasting) {
      assertThat(each.get(10, TimeUnit.SECONDS).isReused()).isFalse();
    }
  }

  @Test
  void aConnectionThatFailsGivesTheTurnToTheNext() throws Exception {
    replica.fails = true;
    List<CompletableFuture<Void>> released = release();
    replica.mayConnect.release(HELD);

    for (CompletableFuture<Void> each : released) {
      assertThat(each.handle((done, failure) -> failure).get(10, TimeUnit.SECONDS))
          .hasMessageContaining("not now");
    }
  }

  private List<CompletableFuture<Void>> release() {
    List<CompletableFuture<Void>> released = new ArrayList<>();
    for (int i = 0; i < HELD; i++) {
      released.add(
          call(
              () -> {
                try (Permit permit = (Permit) gate.enter()) {
                  upstreams.release(permit, upstreams.acquire(permit));
                  return null;
                }
              }));
    }
    return released;
  }

  private <T> CompletableFuture<T> call(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    requests.execute(
        () -> {
          try {
            result.complete(work.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** Lets as many connect as it is told to. */
  private static final class SlowReplica implements Replica {

    final Semaphore mayConnect = new Semaphore(0);
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    volatile boolean fails;

    void awaitConnecting(int count) throws InterruptedException {
      Wire.await(() -> connecting.get() == count);
    }

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public int supervisorPort() {
      return 1;
    }

    @Override
    public ReplicaConnection connect(int port) throws IOException {
      most.accumulateAndGet(connecting.incrementAndGet(), Math::max);
      mayConnect.acquireUninterruptibly();
      connecting.decrementAndGet();
      if (fails) {
        throw new IOException("not now");
      }
      return new ReplicaConnection() {
        @Override
        public InputStream input() {
          return InputStream.nullInputStream();
        }

        @Override
        public OutputStream output() {
          return OutputStream.nullOutputStream();
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }
}
