package dev.innerloop.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.launcher.JdkInternals;
import dev.innerloop.launcher.Launcher;
import dev.innerloop.launcher.LeftOver;
import dev.innerloop.launcher.RunningApp;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Payload;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.ShutdownResult;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the app, and starts it again, when the supervisor says so. */
final class Restarter {

  private static final long START_SECONDS = 60;
  private static final int MAX_MESSAGE = 1000;

  private final StartupProfile probe;
  private final JdkInternals internals;
  private final MetaspaceGrowth growth;

  /** Released when the run that follows is to start. */
  @GuardedBy("this")
  private CountDownLatch start = new CountDownLatch(1);

  /** The number that the supervisor has given to that run. */
  private volatile int run;

  Restarter(JdkInternals internals, StartupProfile probe, MetaspaceGrowth growth) {
    this.probe = probe;
    this.growth = growth;
    this.internals = internals;
  }

  /**
   * Ends the app, and waits to start it.
   *
   * @param question the number of it
   * @param maxRestarts of one JVM
   * @param maxGrowth bytes of metaspace since the first of them
   */
  synchronized void end(Channel supervisor, int question, int maxRestarts, long maxGrowth) {
    CountDownLatch awaited = new CountDownLatch(1);
    start = awaited;
    // No daemon: between two runs nothing else keeps the JVM alive.
    Thread thread =
        new Thread(
            () -> restart(supervisor, question, maxRestarts, maxGrowth, awaited), "dev-restart");
    thread.setDaemon(false);
    thread.start();
  }

  synchronized void start(int number) {
    run = number;
    start.countDown();
  }

  private void restart(
      Channel supervisor, int question, int maxRestarts, long maxGrowth, CountDownLatch awaited) {
    try {
      RunningApp app = Launcher.running();
      ShutdownResult ended = end(app, maxRestarts, maxGrowth);
      supervisor.send(FrameType.APP_ENDED, Payload.numbered(question, ended));
      if (ended.kind() == ShutdownResult.Kind.ENDED
          && awaited.await(START_SECONDS, TimeUnit.SECONDS)) {
        growth.restarted();
        probe.begin();
        int number = run;
        probe.mainIs(
            app.start(
                cause -> tell(supervisor, FrameType.APP_FAILED, number, "main threw " + cause)));
      }
    } catch (IOException e) {
      // The supervisor is gone: the thread that reads from it does what is to be done then.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      tell(supervisor, FrameType.QUESTION_FAILED, question, "the agent failed: " + e);
    }
  }

  private ShutdownResult end(RunningApp app, int maxRestarts, long maxGrowth)
      throws InterruptedException {
    if (app == null || !app.canEnd(internals)) {
      return new ShutdownResult(ShutdownResult.Kind.NOT_TRIED, "");
    }
    String obstacle = app.obstacle();
    if (obstacle != null) {
      return new ShutdownResult(ShutdownResult.Kind.NOT_TRIED, obstacle);
    }
    String excess = growth.excess(maxRestarts, maxGrowth);
    if (excess != null) {
      return new ShutdownResult(ShutdownResult.Kind.NOT_TRIED, excess);
    }
    LeftOver left = app.end(internals);
    if (left == null) {
      return new ShutdownResult(ShutdownResult.Kind.ENDED, "");
    }
    return new ShutdownResult(
        left.endsByItself() ? ShutdownResult.Kind.STILL_ENDING : ShutdownResult.Kind.LEFT_OVER,
        shortened(left.reason()));
  }

  private static void tell(Channel supervisor, FrameType type, int number, String message) {
    try {
      supervisor.send(
          type, Payload.numbered(number, out -> Protocol.writeText(out, shortened(message))));
    } catch (IOException e) {
      // The supervisor is gone: the thread that reads from it does what is to be done then.
      return;
    }
  }

  /** As much of a message as others want to read. */
  static String shortened(String words) {
    return words.length() > MAX_MESSAGE ? words.substring(0, MAX_MESSAGE) : words;
  }
}
