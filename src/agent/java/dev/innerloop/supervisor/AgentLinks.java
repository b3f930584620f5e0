package dev.innerloop.supervisor;

import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The agent in the app's JVM, once it has connected. */
final class AgentLinks {

  private static final long CONNECT_MILLIS = 1_000;
  private static final long ANSWER_MILLIS = 15_000;
  private static final long HELD_MILLIS = 2_000;

  private Channel agent;
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

  private synchronized void answered(Channel by, String refusal) {
    if (by == agent) {
      answer = refusal;
      answered = true;
      notifyAll();
    }
  }

  /**
   * Has classes redefined, all in one step.
   *
   * @param held told if a debugger seems to hold the app, and with it the agent: it is waited for,
   *     then, for as long as it takes; null if the app is not debugged
   * @return why not, or null if it is done
   */
  synchronized String redefine(Map<String, String> classes, Path workspace, Runnable held)
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
            out.writeInt(classes.size());
            for (Map.Entry<String, String> entry : classes.entrySet()) {
              out.writeUTF(entry.getKey());
              out.writeUTF(workspace.resolve(entry.getValue()).toString());
            }
          });
    } catch (IOException e) {
      return "the agent cannot be reached: " + e.getMessage();
    }
    App.Condition over = () -> answered || agent != asked;
    if (!await(held == null ? ANSWER_MILLIS : HELD_MILLIS, over)) {
      if (held == null) {
        return "the agent did not answer";
      }
      held.run();
      while (!over.holds()) {
        wait();
      }
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
