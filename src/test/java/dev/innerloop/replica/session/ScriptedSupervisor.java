package dev.innerloop.replica.session;

import dev.innerloop.content.Inventory;
import dev.innerloop.replica.FakeReplica;
import dev.innerloop.replica.Replica;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.MissingContent;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.State;
import dev.innerloop.wire.StoredContent;
import dev.innerloop.wire.UpdateOutcome;
import dev.innerloop.wire.WorkspacePath;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor without a process, on the thread of the session: each time the session waits and
 * nothing is on its way to it, the next step of the test happens. After the last one the session is
 * closed.
 */
final class ScriptedSupervisor implements ReplicaSession.Endpoint {

  /** What the session did, a line each. */
  final List<String> received = new ArrayList<>();

  final List<Duration> connectedAt = new ArrayList<>();
  final List<Duration> deliveredAt = new ArrayList<>();
  final List<Duration> pingedAt = new ArrayList<>();
  final List<Boolean> takeovers = new ArrayList<>();
  final Deque<Refusal> refusals = new ArrayDeque<>();

  /** How a committed delivery is answered: it is served, unless the test wants something else. */
  Consumer<Delivered> onCommit = Delivered::serve;

  /** Called once a connection is made. */
  Runnable onConnect = () -> {};

  /** Called for each chunk of content. */
  Runnable onChunk = () -> {};

  final Deque<Runnable> steps = new ArrayDeque<>();
  private final Replica replica = new FakeReplica("pod", () -> null);
  private final FakeTime time;
  private final Runnable end;
  private final Deque<SupervisorMessage> messages = new ArrayDeque<>();
  private Inventory inventory = Inventory.EMPTY;
  private @Nullable Launch launch;
  private AppState app = AppState.WAITING;
  private int exitCode;
  private int jvms;
  private boolean isBroken;

  /** How often the session waited in vain. */
  int waits;

  /**
   * @param end called when there are no more steps
   */
  ScriptedSupervisor(FakeTime time, Runnable end) {
    this.time = time;
    this.end = end;
  }

  /** A delivery that was committed. */
  final class Delivered {

    final long number;
    final long revision;
    final Commit commit;
    private final Inventory content;

    Delivered(Begin begin, Inventory content, Commit commit) {
      this.number = begin.delivery();
      this.revision = begin.revision();
      this.commit = commit;
      this.content = content;
    }

    void committed() {
      inventory = content;
      launch = commit.launch();
      messages.add(new SupervisorMessage.Committed(number));
    }

    void serve() {
      committed();
      if (commit.strategy() == ReloadStrategy.JVM) {
        start();
      }
      app(AppState.SERVING);
      outcome(UpdateOutcome.Kind.SERVED, commit.reason());
    }

    void outcome(UpdateOutcome.Kind kind, String reason) {
      messages.add(
          new SupervisorMessage.Ended(
              new UpdateOutcome(
                  kind, number, revision, commit.strategy(), reason, exitCode, 1, 1)));
    }
  }

  void then(Runnable step) {
    steps.add(step);
  }

  /** So much time passes without a message. */
  void thenIdle(Duration length) {
    Duration[] until = new Duration[1];
    steps.add(
        new Runnable() {
          @Override
          public void run() {
            if (until[0] == null) {
              until[0] = time.now().plus(length);
            }
            if (time.now().compareTo(until[0]) < 0) {
              steps.addFirst(this);
            }
          }
        });
  }

  void send(SupervisorMessage message) {
    messages.add(message);
  }

  void start() {
    jvms++;
    app(AppState.STARTING);
  }

  void exit(int code) {
    exitCode = code;
    app(AppState.EXITED);
  }

  void app(AppState now) {
    app = now;
    messages.add(new SupervisorMessage.StateChanged(state()));
  }

  /** Breaks the connection. */
  void crash() {
    isBroken = true;
  }

  private State state() {
    return new State(1, inventory.digest(), app, jvms, exitCode, "", 0);
  }

  @Override
  public Replica replica() {
    return replica;
  }

  @Override
  public SupervisorConnection connect() {
    connectedAt.add(time.now());
    messages.clear();
    isBroken = false;
    onConnect.run();
    return new FakeConnection();
  }

  private final class FakeConnection implements SupervisorConnection {

    private final Set<ContentHash> sent = new LinkedHashSet<>();
    private @Nullable Begin begin;
    private Inventory announced = Inventory.EMPTY;

    @Override
    public Greeting greet(Hello hello) {
      takeovers.add(hello.takeover());
      Refusal refusal = refusals.poll();
      return refusal == null
          ? new Greeting.Welcome(Protocol.LEVEL, state(), inventory, launch)
          : new Greeting.Refused(refusal);
    }

    @Override
    public @Nullable SupervisorMessage next(Duration timeout) {
      if (messages.isEmpty() && !isBroken) {
        Runnable step = steps.poll();
        if (step == null) {
          end.run();
        } else {
          step.run();
        }
      }
      SupervisorMessage message = messages.poll();
      if (message == null && isBroken) {
        return new SupervisorMessage.Broken(new EOFException("connection reset"));
      }
      if (message == null) {
        waits++;
        time.pass(timeout);
      }
      return message;
    }

    @Override
    public void begin(
        Begin begin,
        SortedMap<WorkspacePath, ContentHash> puts,
        SortedSet<WorkspacePath> removals) {
      this.begin = begin;
      deliveredAt.add(time.now());
      announced = inventory.with(puts, removals);
    }

    @Override
    public boolean sharesFiles() {
      return false;
    }

    @Override
    public void offer(StoredContent content) {
      throw new AssertionError("it cannot read " + content.file());
    }

    @Override
    public void askMissing() {
      received.add("ask");
      Set<ContentHash> missing = new LinkedHashSet<>(announced.files().values());
      missing.removeAll(inventory.files().values());
      missing(0, Set.of(ContentHash.of(new byte[] {42})));
      missing(begun().delivery(), missing);
    }

    private void missing(long delivery, Collection<ContentHash> hashes) {
      messages.add(
          new SupervisorMessage.ContentMissing(new MissingContent(delivery, true, hashes)));
    }

    @Override
    public void sendContent(ContentHash hash, long size) {
      sent.add(hash);
      received.add("content " + hash);
    }

    @Override
    public void sendChunk(byte[] buffer, int length) throws IOException {
      onChunk.run();
      if (isBroken) {
        throw new IOException("broken pipe");
      }
    }

    @Override
    public void abort() {
      received.add("abort " + begun().delivery());
    }

    @Override
    public void commit(Commit commit) {
      received.add(
          begun().delivery()
              + ": revision "
              + begun().revision()
              + " by "
              + commit.strategy()
              + ", "
              + commit.reason());
      onCommit.accept(new Delivered(begun(), announced, commit));
    }

    private Begin begun() {
      if (begin == null) {
        throw new IllegalStateException("no delivery was begun");
      }
      return begin;
    }

    @Override
    public void ping() {
      pingedAt.add(time.now());
    }

    @Override
    public void sayGoodbye() {
      received.add("goodbye");
      isBroken = true;
    }

    @Override
    public void wake() {
      messages.add(new SupervisorMessage.Woken());
    }

    @Override
    public Duration silence() {
      return Duration.ZERO;
    }

    @Override
    public Duration unanswered() {
      return Duration.ofSeconds(3);
    }

    @Override
    public void close() {
      isBroken = true;
    }
  }
}
