package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Payload;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.RedefinitionRequest;
import dev.innerloop.wire.RedefinitionResult;
import dev.innerloop.wire.ShutdownResult;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The agent in the app's JVM, once it has connected.
 *
 * <p>Each question has a number, which its answer repeats: an answer that comes late, or of another
 * type than the question wants, is dropped.
 */
final class AgentConnection {

  private final long connectMillis;
  private final long answerMillis;
  private final long breakpointMillis;
  private final long maxGrowth;

  private volatile Runnable onChange = () -> {};

  /** Of the agent that connected last; null if it has gone. */
  @GuardedBy("this")
  private Outbox agent;

  @GuardedBy("this")
  private boolean serves;

  /** How often the app was started; the agent says of which start it speaks. */
  @GuardedBy("this")
  private int starts;

  @GuardedBy("this")
  private int questions;

  @GuardedBy("this")
  private Question open;

  @GuardedBy("this")
  private String failure;

  @GuardedBy("this")
  private boolean acceptsAddedMethods;

  /**
   * @param connectMillis how long an agent may take to connect
   * @param answerMillis how long it may take to answer
   * @param breakpointMillis after how long without an answer a debugger seems to suspend it
   * @param maxGrowth bytes of metaspace that former versions of classes may take in the app's JVM
   */
  AgentConnection(long connectMillis, long answerMillis, long breakpointMillis, long maxGrowth) {
    this.connectMillis = connectMillis;
    this.answerMillis = answerMillis;
    this.breakpointMillis = breakpointMillis;
    this.maxGrowth = maxGrowth;
  }

  /** Sets a listener for what is known of the app's JVM. */
  void onChange(Runnable listener) {
    onChange = listener;
  }

  /** Whether the app's JVM redefines classes with added private methods, as far as it was asked. */
  synchronized boolean acceptsAddedMethods() {
    return acceptsAddedMethods;
  }

  /** What an agent was asked, and what it answered. */
  private static final class Question {

    final int number;
    final FrameType answerType;
    final Outbox agent;
    DataInputStream answer;
    String failure;

    Question(int number, FrameType answerType, Outbox agent) {
      this.number = number;
      this.answerType = answerType;
      this.agent = agent;
    }

    boolean isAnswered() {
      return answer != null || failure != null;
    }
  }

  /** Our own jar: the agent is in it. */
  static Path jar() {
    try {
      return Paths.get(
          AgentConnection.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("our own jar has no path", e);
    }
  }

  /** The argument of the agent, but for the class path: where to connect to. */
  static String argument(int port, boolean endsWithUs) {
    return port + "," + (endsWithUs ? "end" : "stay");
  }

  /**
   * Serves one agent until its JVM ends.
   *
   * @param outbox for frames to it: no lock is held while they are sent
   */
  void serve(Channel channel, Outbox outbox) throws IOException {
    synchronized (this) {
      agent = outbox;
      failure = null;
      acceptsAddedMethods = false;
      notifyAll();
      if (serves) {
        outbox.post(FrameType.SERVES, Payload.NONE);
      }
    }
    try {
      while (true) {
        Frame frame = channel.receive();
        try {
          received(outbox, frame);
        } catch (IOException e) {
          // Not what an agent of ours sends: like no answer at all.
          continue;
        }
      }
    } finally {
      synchronized (this) {
        if (agent == outbox) {
          agent = null;
          notifyAll();
        }
      }
    }
  }

  private void received(Outbox from, Frame frame) throws IOException {
    answered(from, frame);
    if (frame.type() == FrameType.JVM_ASKED) {
      onChange.run();
    }
  }

  private synchronized void answered(Outbox from, Frame frame) throws IOException {
    if (from != agent) {
      return;
    }
    DataInputStream in = frame.data();
    int number = in.readInt();
    if (frame.type() == FrameType.JVM_ASKED) {
      acceptsAddedMethods = in.readBoolean();
    } else if (frame.type() == FrameType.APP_FAILED) {
      failure = number == starts ? Protocol.readText(in) : failure;
    } else if (open != null && number == open.number) {
      if (frame.type() == FrameType.QUESTION_FAILED) {
        open.failure = Protocol.readText(in);
      } else if (frame.type() == open.answerType) {
        open.answer = in;
      }
    }
    notifyAll();
  }

  /** The app starts: what runs from now on is part of that, and what was said before is past. */
  synchronized void starting() {
    serves = false;
    failure = null;
    starts++;
  }

  /** The app serves: its agent, connected or not yet, is to know. */
  synchronized void serving() {
    serves = true;
    if (agent != null) {
      agent.post(FrameType.SERVES, Payload.NONE);
    }
  }

  /**
   * Asks whether the classes of a commit can be redefined, as far as is known before it is tried.
   *
   * @param onBreakpoint as below
   */
  RedefinitionResult check(Commit commit, WorkspaceRoot workspace, Runnable onBreakpoint)
      throws InterruptedException {
    return redefine(true, commit, workspace, onBreakpoint);
  }

  /**
   * Has the classes of a commit redefined, all in one step.
   *
   * @param onBreakpoint called if a debugger seems to suspend the app, and with it the agent: it is
   *     waited for, then, for as long as it takes; null if the app is not debugged
   */
  RedefinitionResult redefine(Commit commit, WorkspaceRoot workspace, Runnable onBreakpoint)
      throws InterruptedException {
    return redefine(false, commit, workspace, onBreakpoint);
  }

  private RedefinitionResult redefine(
      boolean isCheck, Commit commit, WorkspaceRoot workspace, Runnable onBreakpoint)
      throws InterruptedException {
    List<Redefinition> located = new ArrayList<>();
    for (Redefinition change : commit.classes()) {
      located.add(change.at(workspace.directory().resolve(change.path()).toString()));
    }
    try {
      return RedefinitionResult.read(
          ask(
              FrameType.REDEFINE,
              FrameType.REDEFINED,
              new RedefinitionRequest(
                  isCheck, maxGrowth, located, commit.adapted(), commit.basis()),
              onBreakpoint));
    } catch (IOException e) {
      return RedefinitionResult.refused(Failures.message(e));
    }
  }

  /** Has the app ended, but not its JVM; {@code onBreakpoint} as above. */
  ShutdownResult endApp(int maxRestarts, long maxGrowth, Runnable onBreakpoint)
      throws InterruptedException {
    synchronized (this) {
      if (agent == null) {
        return new ShutdownResult(ShutdownResult.Kind.NOT_TRIED, "");
      }
    }
    try {
      return ShutdownResult.read(
          ask(
              FrameType.END_APP,
              FrameType.APP_ENDED,
              out -> {
                out.writeInt(maxRestarts);
                out.writeLong(maxGrowth);
              },
              onBreakpoint));
    } catch (IOException e) {
      return new ShutdownResult(ShutdownResult.Kind.LEFT_OVER, Failures.message(e));
    }
  }

  /** Has the names of what an archive of the libraries should hold written to a file. */
  void listClasses(Path file) throws IOException, InterruptedException {
    ask(
        FrameType.LIST_CLASSES,
        FrameType.CLASSES_LISTED,
        out -> Protocol.writeText(out, file.toString()),
        null);
  }

  /** Has the app that was ended started again. */
  synchronized void startApp() throws IOException {
    if (agent == null) {
      throw new IOException("the agent has gone");
    }
    int start = starts;
    agent.post(FrameType.START_APP, out -> out.writeInt(start));
  }

  /** What the app that was started again failed with, or null. */
  synchronized String failure() {
    return failure;
  }

  private synchronized DataInputStream ask(
      FrameType type, FrameType answerType, Payload payload, Runnable onBreakpoint)
      throws IOException, InterruptedException {
    long connectBy = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(connectMillis);
    while (agent == null) {
      if (!waitUntil(connectBy)) {
        throw new IOException("the agent is not connected");
      }
    }
    Question asked = new Question(++questions, answerType, agent);
    open = asked;
    asked.agent.post(type, Payload.numbered(asked.number, payload));
    try {
      awaitAnswer(asked, onBreakpoint);
    } finally {
      open = null;
    }
    if (asked.failure != null) {
      throw new IOException(asked.failure);
    }
    if (asked.answer == null) {
      throw new IOException("the agent has gone");
    }
    return asked.answer;
  }

  @GuardedBy("this")
  private void awaitAnswer(Question asked, Runnable onBreakpoint)
      throws IOException, InterruptedException {
    boolean isDebugged = onBreakpoint != null;
    long answerBy =
        System.nanoTime()
            + TimeUnit.MILLISECONDS.toNanos(isDebugged ? breakpointMillis : answerMillis);
    while (!asked.isAnswered() && agent == asked.agent && waitUntil(answerBy)) {
      continue;
    }
    if (asked.isAnswered() || agent != asked.agent) {
      return;
    }
    if (!isDebugged) {
      throw new IOException("the agent did not answer");
    }
    onBreakpoint.run();
    while (!asked.isAnswered() && agent == asked.agent) {
      wait();
    }
  }

  /** Waits for news; false if it is too late to. */
  @GuardedBy("this")
  private boolean waitUntil(long deadline) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      return false;
    }
    wait(left);
    return true;
  }
}
