package dev.innerloop.ui;

import dev.innerloop.process.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs something a little later. */
@FunctionalInterface
public interface Delay {

  void after(Duration time, Runnable task);

  /** By a daemon thread, which ends while there is nothing to do. */
  static Delay byThread() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(1, DaemonThreads.factory("dev-console"));
    thread.setKeepAliveTime(1, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    return (time, task) -> thread.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
