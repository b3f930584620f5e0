package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.reload.Plan;
import dev.innerloop.reload.ReloadPlanner;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.session.Conversation.Event;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.Outcome;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.State;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives one replica to the newest goal while it is connected. How far it has come outlives the
 * connection.
 */
public final class Convergence {

  /** Often, so that a replica that hangs is soon known not to be live. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Replica replica;
  private final Blobs blobs;
  private final ReloadPlanner planner;
  private final Supplier<Goal> goals;
  private final BooleanSupplier closed;
  private final ReplicaReporter reporter;

  /** Counts deliveries: each has a number of its own, also if it repeats another. */
  private long deliveries;

  private long sentUpdate;
  private long settledUpdate;
  private long sentRestarts;
  private long retryAt;
  private int toldJvm;
  private String toldFailure = "";
  private @Nullable Sent pending;

  /** What is not sent until something newer is wanted, or a restart. */
  private @Nullable Goal heldBack;

  /** What the replica holds but its app does not run, where nobody has asked for a restart yet. */
  private String owed = "";

  /**
   * An update whose outcome is still to come.
   *
   * @param delivery its number, which its outcome names
   * @param at by {@link System#nanoTime()}, once it was planned
   */
  private record Sent(
      long delivery, Goal goal, Revision wanted, Launch launch, long planMillis, long at) {

    boolean isHeldBy(Conversation conversation) {
      return conversation.held().equals(wanted.inventory()) && launch.equals(conversation.launch());
    }
  }

  /** Another session has pushed us aside. */
  static final class TakenOver extends IOException {

    private static final long serialVersionUID = 1;

    private TakenOver(String by) {
      super(by + " has taken over");
    }
  }

  Convergence(
      Replica replica,
      Blobs blobs,
      Supplier<Goal> goals,
      BooleanSupplier closed,
      ReplicaReporter reporter) {
    this.replica = replica;
    this.blobs = blobs;
    this.planner = new ReloadPlanner(blobs);
    this.goals = goals;
    this.closed = closed;
    this.reporter = reporter;
    this.sentRestarts = goals.get().restarts();
  }

  /**
   * Follows the goals until the session is closed, and then releases the replica.
   *
   * @throws TakenOver if it is another's by now
   * @throws IOException if the connection breaks
   */
  void converge(Conversation conversation) throws IOException, InterruptedException {
    // Whatever the last connection did not hear the end of is asked for again.
    pending = null;
    sentUpdate = settledUpdate;
    publish(conversation);
    reporter.report(new ReplicaEvent.Attached(replica));
    long heartbeatAt = System.nanoTime() + HEARTBEAT.toNanos();
    while (!closed.getAsBoolean()) {
      Goal goal = goals.get();
      Revision wanted = goal.wanted();
      if (wanted != null && isToBeSent(goal, wanted, conversation)) {
        deliver(goal, wanted, conversation);
        continue;
      }
      long now = System.nanoTime();
      if (now - heartbeatAt >= 0) {
        conversation.ping();
        heartbeatAt = now + HEARTBEAT.toNanos();
      }
      long patience = heartbeatAt - now;
      if (retryAt != 0) {
        patience = Math.min(patience, Math.max(0, retryAt - now));
      }
      handle(conversation.next(Duration.ofNanos(patience).plusMillis(1)), conversation);
    }
    conversation.channel().send(FrameType.BYE, out -> {});
    awaitEnd(conversation);
  }

  /** The supervisor closes the connection once the replica is free for whoever comes next. */
  private static void awaitEnd(Conversation conversation) throws InterruptedException {
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    for (long left = FAREWELL.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      if (conversation.next(Duration.ofNanos(left)) instanceof Event.Broken) {
        return;
      }
    }
  }

  private boolean isToBeSent(Goal goal, Revision wanted, Conversation conversation) {
    if (retryAt != 0 && System.nanoTime() - retryAt < 0) {
      return false;
    }
    if (goal.equals(heldBack) && conversation.isRunning()) {
      return false;
    }
    return wanted.number() > sentUpdate
        || goal.restarts() > sentRestarts
        || !wanted.inventory().equals(conversation.held())
        || !wanted.launch().equals(conversation.launch())
        || (conversation.app() == AppState.WAITING && pending == null);
  }

  private void deliver(Goal goal, Revision wanted, Conversation conversation)
      throws IOException, InterruptedException {
    retryAt = 0;
    long begin = System.nanoTime();
    Launch launch = wanted.launch();
    Plan plan = plan(goal, wanted, launch, conversation);
    if (isLeftToTheUser(goal, wanted, plan, conversation)) {
      heldBack = goal;
      reporter.report(new ReplicaEvent.NeedsRestart(replica, wanted.number(), plan.reason()));
      return;
    }
    plan = Permission.permitted(launch.reload(), plan);
    reporter.report(new ReplicaEvent.Applying(replica, wanted.number(), plan.likely()));
    long planned = System.nanoTime();
    long number = ++deliveries;
    Delivery delivery = new Delivery(number, conversation, blobs, meanwhile(goal, conversation));
    if (!delivery.deliver(wanted, launch, plan)) {
      return;
    }
    sentUpdate = wanted.number();
    sentRestarts = goal.restarts();
    Sent sent =
        new Sent(
            number, goal, wanted, launch, Duration.ofNanos(planned - begin).toMillis(), planned);
    pending = sent;
    while (pending != null && !closed.getAsBoolean() && !sent.isHeldBy(conversation)) {
      Event event = conversation.next(HEARTBEAT);
      if (event == null) {
        conversation.ping();
      }
      handle(event, conversation);
    }
  }

  private Delivery.Meanwhile meanwhile(Goal goal, Conversation conversation) {
    return new Delivery.Meanwhile() {
      @Override
      public boolean isSuperseded() {
        return closed.getAsBoolean() || goals.get() != goal;
      }

      @Override
      public void heard(@Nullable Event event) throws IOException, InterruptedException {
        if (event == null) {
          conversation.channel().send(FrameType.HEARTBEAT, out -> {});
        }
        handle(event, conversation);
      }

      @Override
      public void transferring(long sent, long total, Duration taken) throws InterruptedException {
        reporter.report(new ReplicaEvent.Transferring(replica, sent, total, taken));
      }
    };
  }

  private Plan plan(Goal goal, Revision wanted, Launch launch, Conversation conversation)
      throws IOException {
    if (goal.restarts() > sentRestarts) {
      return startAnew("asked for");
    }
    return switch (conversation.app()) {
      case WAITING -> startAnew("first start");
      case EXITED -> startAnew("the app had ended");
      case STOPPED -> startAnew("the app was not running");
      case STARTING, SERVING -> {
        Launch running = conversation.launch();
        if (running == null || !launch.startsLike(running)) {
          yield startAnew(
              running == null
                  ? "its launch settings are unknown"
                  : new LaunchDifference(running, launch).words());
        }
        if (!owed.isEmpty()) {
          yield startAnew(owed);
        }
        Plan plan = planner.plan(conversation.held(), wanted.inventory());
        yield plan.strategy() == ReloadStrategy.REDEFINE && conversation.app() == AppState.STARTING
            ? startAnew("the app was still starting")
            : plan;
      }
    };
  }

  private boolean isLeftToTheUser(
      Goal goal, Revision wanted, Plan plan, Conversation conversation) {
    return conversation.app() == AppState.SERVING
        && goal.restarts() == sentRestarts
        && Permission.holds(wanted.launch().reload(), plan);
  }

  private static Plan startAnew(String reason) {
    return Plan.of(ReloadStrategy.JVM, reason);
  }

  private void handle(@Nullable Event event, Conversation conversation)
      throws IOException, InterruptedException {
    if (event instanceof Event.Broken broken) {
      throw broken.cause();
    }
    if (!(event instanceof Event.Received received)) {
      return;
    }
    Frame frame = received.frame();
    switch (frame.type()) {
      case STATE -> noteState(State.read(frame.data()), conversation);
      case COMMITTED -> {
        if (pending != null && pending.delivery() == frame.data().readLong()) {
          conversation.holds(pending.wanted().inventory(), pending.launch());
        }
      }
      case OUTCOME -> ended(Outcome.read(frame.data()), conversation);
      case TAKEN_OVER -> throw new TakenOver(Protocol.readText(frame.data()));
      case REFUSED -> throw new IOException(Refusal.read(frame.data()).message());
      default -> throw new IOException("the supervisor sent " + frame.type());
    }
  }

  private void noteState(State state, Conversation conversation) throws InterruptedException {
    boolean crashed =
        state.app() == AppState.EXITED && conversation.app() != AppState.EXITED && pending == null;
    conversation.note(state);
    boolean answersAgain = !reporter.status().isAttached();
    publish(conversation);
    if (answersAgain) {
      reporter.report(new ReplicaEvent.Attached(replica));
    }
    // Inside its JVM the app starts again without the JVM's being started.
    if (state.app() == AppState.STARTING && state.jvms() != toldJvm) {
      toldJvm = state.jvms();
      reporter.report(new ReplicaEvent.Starting(replica));
    }
    if (crashed) {
      reporter.report(new ReplicaEvent.Crashed(replica, settledUpdate, state.exitCode()));
    }
  }

  private void ended(Outcome outcome, Conversation conversation) throws InterruptedException {
    Sent sent = pending;
    if (sent == null || sent.delivery() != outcome.delivery()) {
      return;
    }
    pending = null;
    if (outcome.kind() == Outcome.Kind.FAILED) {
      retryAt = System.nanoTime() + RETRY.toNanos();
      sentUpdate = settledUpdate;
      if (!toldFailure.equals(outcome.reason())) {
        toldFailure = outcome.reason();
        reporter.report(new ReplicaEvent.Failed(replica, outcome.revision(), outcome.reason()));
      }
      return;
    }
    toldFailure = "";
    if (outcome.kind() != Outcome.Kind.SUPERSEDED) {
      settledUpdate = Math.max(settledUpdate, outcome.revision());
    }
    switch (outcome.kind()) {
      case SERVED -> {
        owed = outcome.strategy().compareTo(ReloadStrategy.REDEFINE) > 0 ? "" : owed;
        reporter.serves(outcome.revision());
        reporter.report(served(outcome, sent));
      }
      case HELD -> {
        if (sent.isHeldBy(conversation)) {
          owed = outcome.reason();
        } else {
          heldBack = sent.goal();
        }
        reporter.report(
            new ReplicaEvent.NeedsRestart(replica, outcome.revision(), outcome.reason()));
      }
      case CRASHED ->
          reporter.report(
              new ReplicaEvent.Crashed(replica, outcome.revision(), outcome.exitCode()));
      case NOT_READY -> reporter.report(new ReplicaEvent.NotReady(replica, outcome.revision()));
      default -> {}
    }
  }

  private ReplicaEvent.Served served(Outcome outcome, Sent sent) {
    long total = Duration.ofNanos(System.nanoTime() - sent.at()).toMillis();
    long transfer = Math.max(0, total - outcome.applyMillis() - outcome.serveMillis());
    return new ReplicaEvent.Served(
        replica,
        outcome.revision(),
        outcome.strategy(),
        outcome.reason(),
        new ReplicaEvent.Served.Phases(
            sent.planMillis(), transfer, outcome.applyMillis(), outcome.serveMillis()),
        sent.wanted().inventory().digest());
  }

  private void publish(Conversation conversation) throws InterruptedException {
    reporter.attached(conversation.app(), conversation.exitCode());
  }
}
