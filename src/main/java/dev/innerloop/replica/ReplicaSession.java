package dev.innerloop.replica;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.ContentHash;
import dev.innerloop.reload.Plan;
import dev.innerloop.reload.ReloadPlanner;
import dev.innerloop.reload.Tier;
import dev.innerloop.replica.Conversation.Event;
import dev.innerloop.replica.ReplicaStatus.Phase;
import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Effect;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hash;
import dev.innerloop.wire.Outcome;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.State;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives one replica to the newest goal, over as many connections as it takes.
 *
 * <p>All state belongs to the one thread that runs it; others look at {@link #status()}, {@link
 * #wake()} it, and {@link #close()} it.
 */
final class ReplicaSession implements Runnable {

  static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(25);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);

  private final Replica replica;
  private final Claimant claimant;
  private final Blobs blobs;
  private final ReloadPlanner planner;
  private final Supplier<Goal> goals;
  private final SessionListener listener;
  private final Runnable onStatus;

  private volatile ReplicaStatus status;
  private volatile @Nullable Conversation open;
  private volatile boolean closed;

  private boolean toldLost;
  private String toldRefusal = "";
  private String toldFailure = "";
  private long sentUpdate;
  private long settledUpdate;
  private long servedUpdate;
  private long sentRestarts;
  private long retryAt;
  private @Nullable Delivery pending;

  /** An update that the replica holds but has not ended. */
  private record Delivery(
      Wanted wanted, AppLaunch launch, long planMillis, long begun, ContentHash digest) {}

  ReplicaSession(
      Replica replica,
      Claimant claimant,
      Blobs blobs,
      Supplier<Goal> goals,
      SessionListener listener,
      Runnable onStatus) {
    this.replica = replica;
    this.claimant = claimant;
    this.blobs = blobs;
    this.planner = new ReloadPlanner(blobs);
    this.goals = goals;
    this.listener = listener;
    this.onStatus = onStatus;
    this.sentRestarts = goals.get().restarts();
    this.status = new ReplicaStatus(replica, Phase.CONNECTING, 0, 0);
  }

  ReplicaStatus status() {
    return status;
  }

  void wake() {
    Conversation conversation = open;
    if (conversation != null) {
      conversation.wake();
    }
  }

  /** Breaks a connection on which nothing has been heard for too long. */
  void checkAlive() throws IOException {
    Conversation conversation = open;
    if (conversation != null && conversation.silence().compareTo(SILENCE) > 0) {
      conversation.close();
    }
  }

  /** Releases the replica; the thread that runs the session ends soon after. */
  void close() {
    closed = true;
    wake();
  }

  @Override
  public void run() {
    Duration backOff = FIRST_BACK_OFF;
    while (!closed) {
      try (Connection connection = replica.connect(replica.supervisorPort())) {
        Conversation conversation = new Conversation(connection);
        open = conversation;
        Refusal refusal = conversation.open(claimant.hello(), replica.name());
        if (refusal != null) {
          backOff = RETRY;
          refused(refusal);
        } else {
          backOff = FIRST_BACK_OFF;
          attached(conversation);
          converse(conversation);
        }
      } catch (IOException e) {
        lost(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        open = null;
      }
      if (!pause(backOff)) {
        return;
      }
      backOff = backOff.multipliedBy(2).compareTo(RETRY) < 0 ? backOff.multipliedBy(2) : RETRY;
    }
  }

  private boolean pause(Duration length) {
    if (closed) {
      return false;
    }
    try {
      Thread.sleep(length.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void refused(Refusal refusal) {
    if (refusal.cause() == Refusal.Cause.HELD) {
      publish(Phase.HELD, 0);
      if (!toldRefusal.equals(refusal.holder())) {
        toldRefusal = refusal.holder();
        listener.held(replica, refusal.holder(), Instant.ofEpochMilli(refusal.since()));
      }
    } else {
      publish(Phase.REJECTED, 0);
      if (!toldRefusal.equals(refusal.message())) {
        toldRefusal = refusal.message();
        listener.rejected(replica, refusal.message());
      }
    }
  }

  private void lost(IOException cause) {
    publish(Phase.CONNECTING, 0);
    if (!toldLost && !closed) {
      toldLost = true;
      listener.lost(replica, cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
  }

  private void attached(Conversation conversation) {
    toldLost = false;
    toldRefusal = "";
    pending = null;
    // Whatever the last connection did not hear the end of is asked for again.
    sentUpdate = settledUpdate;
    publish(conversation);
    listener.attached(replica);
  }

  private void converse(Conversation conversation) throws IOException, InterruptedException {
    long heartbeatAt = System.nanoTime() + HEARTBEAT.toNanos();
    while (!closed) {
      Goal goal = goals.get();
      if (isToBeSent(goal, conversation)) {
        deliver(goal, conversation);
        continue;
      }
      long now = System.nanoTime();
      if (now - heartbeatAt >= 0) {
        conversation.channel().send(FrameType.HEARTBEAT, out -> {});
        heartbeatAt = now + HEARTBEAT.toNanos();
      }
      long patience = heartbeatAt - now;
      if (retryAt != 0) {
        patience = Math.min(patience, Math.max(0, retryAt - now));
      }
      handle(conversation.next(Duration.ofNanos(patience).plusMillis(1)), conversation);
    }
    conversation.channel().send(FrameType.BYE, out -> {});
  }

  private boolean isToBeSent(Goal goal, Conversation conversation) {
    Wanted wanted = goal.wanted();
    if (wanted == null || (retryAt != 0 && System.nanoTime() - retryAt < 0)) {
      return false;
    }
    return wanted.update() > sentUpdate
        || goal.restarts() > sentRestarts
        || !wanted.inventory().equals(conversation.held())
        || !launch(wanted).equals(conversation.launch())
        || (conversation.app() == AppState.WAITING && pending == null);
  }

  private void deliver(Goal goal, Conversation conversation)
      throws IOException, InterruptedException {
    Wanted wanted = goal.wanted();
    if (wanted == null) {
      return;
    }
    retryAt = 0;
    long begin = System.nanoTime();
    AppLaunch launch = launch(wanted);
    Plan plan = plan(goal, wanted, launch, conversation);
    long planned = System.nanoTime();
    Transfer transfer = new Transfer(conversation.channel(), blobs);
    transfer.begin(wanted.update(), conversation.held(), wanted.inventory());
    Collection<ContentHash> content = Transfer.unknown(conversation.held(), wanted.inventory());
    if (transfer.isWorthAsking(content)) {
      conversation.channel().send(FrameType.ASK, out -> {});
      content = awaitMissing(conversation);
    }
    for (ContentHash hash : content) {
      if (!blobs.has(hash)) {
        throw new IOException("content " + hash + " is neither here nor in the replica");
      }
    }
    if (!transfer.send(
        content,
        () -> closed || goals.get() != goal,
        (sent, total) -> listener.transferring(replica, sent, total))) {
      return;
    }
    conversation
        .channel()
        .send(
            FrameType.COMMIT,
            out -> {
              out.writeByte(Effect.valueOf(plan.tier().name()).ordinal());
              out.writeUTF(plan.reason());
              launch.write(out);
              out.writeInt(plan.classes().size());
              for (Map.Entry<String, String> redefined : plan.classes().entrySet()) {
                out.writeUTF(redefined.getKey());
                out.writeUTF(redefined.getValue());
              }
            });
    sentUpdate = wanted.update();
    sentRestarts = goal.restarts();
    pending =
        new Delivery(wanted, launch, millis(planned - begin), planned, wanted.inventory().digest());
    while (pending != null && !closed && !isHeld(pending, conversation)) {
      handle(conversation.next(HEARTBEAT), conversation);
    }
  }

  private static boolean isHeld(Delivery delivery, Conversation conversation) {
    return conversation.held().equals(delivery.wanted().inventory())
        && delivery.launch().equals(conversation.launch());
  }

  private Plan plan(Goal goal, Wanted wanted, AppLaunch launch, Conversation conversation)
      throws IOException {
    if (goal.restarts() > sentRestarts) {
      return restart("asked for");
    }
    return switch (conversation.app()) {
      case WAITING -> restart("first start");
      case EXITED -> restart("the app had ended");
      case STOPPED -> restart("the app was not running");
      case STARTING, SERVING -> {
        if (!launch.equals(conversation.launch())) {
          yield restart("class path or launch options changed");
        }
        Plan plan = planner.plan(conversation.held(), wanted.inventory());
        yield plan.tier() == Tier.REDEFINE && conversation.app() == AppState.STARTING
            ? restart("the app was still starting")
            : plan;
      }
    };
  }

  private static Plan restart(String reason) {
    return new Plan(Tier.RESTART, reason, new TreeMap<>());
  }

  private Collection<ContentHash> awaitMissing(Conversation conversation)
      throws IOException, InterruptedException {
    Set<ContentHash> missing = new LinkedHashSet<>();
    while (true) {
      Event event = conversation.next(HEARTBEAT);
      if (event instanceof Event.Received received
          && received.frame().type() == FrameType.MISSING) {
        DataInputStream in = received.frame().data();
        boolean last = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
          missing.add(ContentHash.ofDigest(Hash.read(in).bytes()));
        }
        if (last) {
          return missing;
        }
      } else {
        if (event == null) {
          conversation.channel().send(FrameType.HEARTBEAT, out -> {});
        }
        handle(event, conversation);
      }
    }
  }

  private void handle(@Nullable Event event, Conversation conversation) throws IOException {
    if (event instanceof Event.Broken broken) {
      throw broken.cause();
    }
    if (!(event instanceof Event.Received received)) {
      return;
    }
    Frame frame = received.frame();
    switch (frame.type()) {
      case STATE -> noteState(State.read(frame.data()), conversation);
      case COMMITTED -> committed(conversation);
      case OUTCOME -> ended(Outcome.read(frame.data()));
      case TAKEN_OVER -> {
        claimant.wasTakenOver();
        throw new IOException(frame.data().readUTF() + " has taken over");
      }
      case REFUSED -> throw new IOException(Refusal.read(frame.data()).message());
      default -> throw new IOException("the supervisor sent " + frame.type());
    }
  }

  private void noteState(State state, Conversation conversation) {
    boolean crashed =
        state.app() == AppState.EXITED && conversation.app() != AppState.EXITED && pending == null;
    conversation.note(state);
    publish(conversation);
    if (crashed) {
      listener.crashed(replica, settledUpdate, state.exitCode());
    }
  }

  private void committed(Conversation conversation) {
    Delivery delivery = pending;
    if (delivery != null) {
      conversation.holds(delivery.wanted().inventory(), delivery.launch());
    }
  }

  private void ended(Outcome outcome) {
    Delivery delivery = pending;
    if (delivery == null || delivery.wanted().update() != outcome.update()) {
      return;
    }
    pending = null;
    if (outcome.kind() == Outcome.Kind.FAILED) {
      retryAt = System.nanoTime() + RETRY.toNanos();
      sentUpdate = settledUpdate;
      if (!toldFailure.equals(outcome.reason())) {
        toldFailure = outcome.reason();
        listener.failed(replica, outcome.update(), outcome.reason());
      }
      return;
    }
    toldFailure = "";
    if (outcome.kind() != Outcome.Kind.SUPERSEDED) {
      settledUpdate = Math.max(settledUpdate, outcome.update());
    }
    switch (outcome.kind()) {
      case SERVED -> {
        servedUpdate = Math.max(servedUpdate, outcome.update());
        ReplicaStatus before = status;
        status = new ReplicaStatus(replica, Phase.SERVING, servedUpdate, before.exitCode());
        onStatus.run();
        listener.served(served(outcome, delivery));
      }
      case CRASHED -> listener.crashed(replica, outcome.update(), outcome.exitCode());
      case NOT_READY -> listener.notReady(replica, outcome.update());
      default -> {}
    }
  }

  private Served served(Outcome outcome, Delivery delivery) {
    long total = millis(System.nanoTime() - delivery.begun());
    long transfer = Math.max(0, total - outcome.effectMillis());
    return new Served(
        replica,
        outcome.update(),
        Tier.valueOf(outcome.effect().name()),
        outcome.reason(),
        new Served.Phases(delivery.planMillis(), transfer, outcome.effectMillis()),
        delivery.digest());
  }

  private void publish(Conversation conversation) {
    publish(Phase.valueOf(conversation.app().name()), conversation.exitCode());
  }

  private void publish(Phase phase, int exitCode) {
    status = new ReplicaStatus(replica, phase, servedUpdate, exitCode);
    onStatus.run();
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  private static AppLaunch launch(Wanted wanted) {
    Launch launch = wanted.launch();
    return new AppLaunch(
        launch.mainClass(),
        launch.classPath(),
        launch.jvmOptions(),
        launch.arguments(),
        launch.port(),
        launch.readinessPath().orElse(""));
  }
}
