package dev.innerloop.agent;

import dev.innerloop.launcher.Internals;
import dev.innerloop.launcher.Launcher;
import dev.innerloop.launcher.RunningApp;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Ended;
import dev.innerloop.wire.FrameType;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the app, and starts it again, when the supervisor says so. */
final class Restarter {

  private static final long START_SECONDS = 60;
  private static final int MAX_MESSAGE = 1000;

  private final Probe probe;
  private final Internals internals;
  private final Growth growth = new Growth();
  private CountDownLatch start = new CountDownLatch(1);

  Restarter(Instrumentation instrumentation, Probe probe) {
    this.probe = probe;
    this.internals = new Internals(instrumentation);
  }

  /**
   * Ends the app, and waits to start it.
   *
   * @param maxRestarts of one JVM
   * @param maxGrowth bytes of metaspace since the first of them
   */
  synchronized void end(Channel supervisor, int maxRestarts, long maxGrowth) {
    CountDownLatch awaited = new CountDownLatch(1);
    start = awaited;
    // No daemon: between two runs nothing else keeps the JVM alive.
    Thread thread =
        new Thread(() -> restart(supervisor, maxRestarts, maxGrowth, awaited), "dev-restart");
    thread.setDaemon(false);
    thread.start();
  }

  synchronized void start() {
    start.countDown();
  }

  private void restart(
      Channel supervisor, int maxRestarts, long maxGrowth, CountDownLatch awaited) {
    try {
      RunningApp app = Launcher.running();
      Ended ended = end(app, maxRestarts, maxGrowth);
      supervisor.send(FrameType.APP_ENDED, ended);
      if (ended.kind() == Ended.Kind.ENDED && awaited.await(START_SECONDS, TimeUnit.SECONDS)) {
        growth.restarted();
        probe.begin();
        probe.mainIs(app.start(cause -> failed(supervisor, cause)));
      }
    } catch (IOException e) {
      // The supervisor is gone: the thread that reads from it does what is to be done then.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Ended end(RunningApp app, int maxRestarts, long maxGrowth) throws InterruptedException {
    if (app == null || !app.canEnd(internals)) {
      return new Ended(Ended.Kind.NOT_TRIED, "");
    }
    String excess = growth.excess(maxRestarts, maxGrowth);
    if (excess != null) {
      return new Ended(Ended.Kind.NOT_TRIED, excess);
    }
    String left = app.end(internals);
    return left == null
        ? new Ended(Ended.Kind.ENDED, "")
        : new Ended(Ended.Kind.LEFT_OVER, shortened(left));
  }

  private static void failed(Channel supervisor, Throwable cause) {
    try {
      supervisor.send(FrameType.APP_FAILED, out -> out.writeUTF(shortened("main threw " + cause)));
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
