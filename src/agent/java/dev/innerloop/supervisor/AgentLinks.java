package dev.innerloop.supervisor;

import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Redefinition;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The agent in the app's JVM, once it has connected. */
final class AgentLinks {

  private static final long CONNECT_MILLIS = 1_000;
  private static final long ANSWER_MILLIS = 15_000;

  private Channel agent;
  private boolean serves;
  private String answer;
  private boolean answered;

  /** What the app's JVM gets as {@code -javaagent}: our own jar, and where to find us. */
  String argument(int port, Path keyFile, boolean endsWithUs) {
    try {
      Path jar =
          Paths.get(AgentLinks.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar + "=" + port + "," + (endsWithUs ? "end" : "stay") + "," + keyFile;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("our own jar has no path", e);
    }
  }

  /** Serves one agent until its JVM ends. */
  void serve(Channel channel) throws IOException {
    synchronized (this) {
      agent = channel;
      notifyAll();
      if (serves) {
        channel.send(FrameType.SERVES, out -> {});
      }
    }
    try {
      while (true) {
        Frame frame = channel.receive();
        if (frame.type() == FrameType.REDEFINED) {
          DataInputStream in = frame.data();
          answered(channel, in.readBoolean() ? null : in.readUTF());
        }
      }
    } finally {
      synchronized (this) {
        if (agent == channel) {
          agent = null;
          notifyAll();
        }
      }
    }
  }

  /** The app starts: what runs from now on is part of that. */
  synchronized void starting() {
    serves = false;
  }

  /** The app serves: its agent, connected or not yet, is to know. */
  synchronized void serving() throws IOException {
    serves = true;
    if (agent != null) {
      agent.send(FrameType.SERVES, out -> {});
    }
  }

  private synchronized void answered(Channel by, String refusal) {
    if (by == agent) {
      answer = refusal;
      answered = true;
      notifyAll();
    }
  }

  /**
   * Asks whether classes can be redefined, as far as is known before it is tried.
   *
   * @return why not, or null
   */
  String check(List<Redefinition> classes, Path workspace) throws InterruptedException {
    return ask(false, classes, workspace);
  }

  /**
   * Has classes redefined, all in one step.
   *
   * @return why not, or null if it is done
   */
  String redefine(List<Redefinition> classes, Path workspace) throws InterruptedException {
    return ask(true, classes, workspace);
  }

  private synchronized String ask(boolean doIt, List<Redefinition> classes, Path workspace)
      throws InterruptedException {
    if (!await(CONNECT_MILLIS, () -> agent != null)) {
      return "the agent is not connected";
    }
    Channel asked = agent;
    answered = false;
    try {
      asked.send(
          FrameType.REDEFINE,
          out -> {
            out.writeBoolean(doIt);
            out.writeInt(classes.size());
            for (Redefinition change : classes) {
              change.at(workspace.resolve(change.path()).toString()).write(out);
            }
          });
    } catch (IOException e) {
      return "the agent cannot be reached: " + e.getMessage();
    }
    if (!await(ANSWER_MILLIS, () -> answered || agent != asked)) {
      return "the agent did not answer";
    }
    return answered ? answer : "the agent has gone";
  }

  private boolean await(long millis, App.Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!condition.holds()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
