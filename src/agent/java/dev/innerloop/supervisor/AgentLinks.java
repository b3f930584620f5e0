package dev.innerloop.supervisor;

import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Ended;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Payload;
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
  private static final long HELD_MILLIS = 2_000;

  private Channel agent;
  private boolean serves;
  private Frame answer;
  private String failure;

  /** Our own jar: the agent is in it. */
  static Path jar() {
    try {
      return Paths.get(
          AgentLinks.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("our own jar has no path", e);
    }
  }

  /** What the agent is told: where to find us. */
  static String argument(int port, Path keyFile, boolean endsWithUs) {
    return port + "," + (endsWithUs ? "end" : "stay") + "," + keyFile;
  }

  /** Serves one agent until its JVM ends. */
  void serve(Channel channel) throws IOException {
    synchronized (this) {
      agent = channel;
      failure = null;
      notifyAll();
      if (serves) {
        channel.send(FrameType.SERVES, out -> {});
      }
    }
    try {
      while (true) {
        heard(channel, channel.receive());
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

  private synchronized void heard(Channel from, Frame frame) throws IOException {
    if (from != agent) {
      return;
    }
    if (frame.type() == FrameType.APP_FAILED) {
      failure = frame.data().readUTF();
    } else {
      answer = frame;
    }
    notifyAll();
  }

  /** The app starts: what runs from now on is part of that, and what was said before is past. */
  synchronized void starting() {
    serves = false;
    failure = null;
  }

  /** The app serves: its agent, connected or not yet, is to know. */
  synchronized void serving() throws IOException {
    serves = true;
    if (agent != null) {
      agent.send(FrameType.SERVES, out -> {});
    }
  }

  /**
   * Asks whether classes can be redefined, as far as is known before it is tried; {@code held} as
   * below.
   *
   * @param held as below
   * @return why not, or null
   */
  String check(List<Redefinition> classes, Path workspace, Runnable held)
      throws InterruptedException {
    return redefine(false, classes, workspace, held);
  }

  /**
   * Has classes redefined, all in one step.
   *
   * @param held told if a debugger seems to hold the app, and with it the agent: it is waited for,
   *     then, for as long as it takes; null if the app is not debugged
   * @return why not, or null if it is done
   */
  String redefine(List<Redefinition> classes, Path workspace, Runnable held)
      throws InterruptedException {
    return redefine(true, classes, workspace, held);
  }

  private String redefine(boolean doIt, List<Redefinition> classes, Path workspace, Runnable held)
      throws InterruptedException {
    try {
      DataInputStream in =
          ask(
              FrameType.REDEFINE,
              out -> {
                out.writeBoolean(doIt);
                out.writeInt(classes.size());
                for (Redefinition change : classes) {
                  change.at(workspace.resolve(change.path()).toString()).write(out);
                }
              },
              held);
      return in.readBoolean() ? null : in.readUTF();
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Has the app ended, but not its JVM; {@code held} as above. */
  Ended endApp(int maxRestarts, long maxGrowth, Runnable held) throws InterruptedException {
    synchronized (this) {
      if (agent == null) {
        return new Ended(Ended.Kind.NOT_TRIED, "");
      }
    }
    try {
      return Ended.read(
          ask(
              FrameType.END_APP,
              out -> {
                out.writeInt(maxRestarts);
                out.writeLong(maxGrowth);
              },
              held));
    } catch (IOException e) {
      return new Ended(Ended.Kind.LEFT_OVER, e.getMessage());
    }
  }

  /** Has the names of what an archive of the libraries should hold written to a file. */
  void listClasses(Path file) throws IOException, InterruptedException {
    ask(FrameType.LIST_CLASSES, out -> out.writeUTF(file.toString()), null);
  }

  /** Has the app that was ended started again. */
  synchronized void startApp() throws IOException {
    if (agent == null) {
      throw new IOException("the agent has gone");
    }
    agent.send(FrameType.START_APP, out -> {});
  }

  /** What the app that was started again failed with, or null. */
  synchronized String failure() {
    return failure;
  }

  private synchronized DataInputStream ask(FrameType question, Payload payload, Runnable held)
      throws IOException, InterruptedException {
    if (!await(CONNECT_MILLIS, () -> agent != null)) {
      throw new IOException("the agent is not connected");
    }
    Channel asked = agent;
    answer = null;
    try {
      asked.send(question, payload);
    } catch (IOException e) {
      throw new IOException("the agent cannot be reached: " + e.getMessage(), e);
    }
    App.Condition over = () -> answer != null || agent != asked;
    if (!await(held == null ? ANSWER_MILLIS : HELD_MILLIS, over)) {
      if (held == null) {
        throw new IOException("the agent did not answer");
      }
      held.run();
      while (!over.holds()) {
        wait();
      }
    }
    if (answer == null) {
      throw new IOException("the agent has gone");
    }
    return answer.data();
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
