package dev.innerloop.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a thread's stack says, from the top: what it waits with, what it does from one wait to the
 * next, and what runs that, such as an executor.
 */
final class ThreadStack {

  /** What threads wait with. */
  private static final List<String> WAITS =
      Arrays.asList(
          "java.lang.Object.wait",
          "java.lang.Thread.sleep",
          "java.lang.Thread.join",
          "java.lang.ref.",
          "java.util.concurrent.locks.",
          "java.util.concurrent.CountDownLatch.",
          "java.util.concurrent.Semaphore.",
          "java.util.concurrent.TimeUnit.",
          "java.util.concurrent.ForkJoinPool.managedBlock",
          "java.util.concurrent.ForkJoinPool.unmanagedBlock",
          "jdk.internal.misc.",
          "io.netty.channel.nio.SelectedSelectionKeySetSelector.",
          "sun.misc.",
          "sun.nio.ch.");

  /** Where threads of pools wait for work: class and the beginning of a method. */
  private static final List<String> POOLS =
      Arrays.asList(
          "java.util.concurrent.ThreadPoolExecutor.getTask",
          "java.util.concurrent.ForkJoinPool.awaitWork",
          "java.util.concurrent.DelayScheduler.",
          "java.util.TimerThread.mainLoop",
          "io.netty.channel.nio.NioIoHandler.select",
          "io.netty.channel.nio.NioEventLoop.select",
          "io.netty.channel.epoll.EpollIoHandler.epollWait",
          "io.netty.channel.epoll.EpollEventLoop.epollWait",
          "io.netty.channel.kqueue.KQueueIoHandler.kqueueWait",
          "io.netty.util.concurrent.SingleThreadEventExecutor.takeTask",
          "io.netty.util.concurrent.GlobalEventExecutor.takeTask",
          "io.netty.util.HashedWheelTimer$Worker.waitForNextTick");

  /** Threads of the JDK that wait again as long as they are of use, whatever wakes them up. */
  private static final List<String> ENDLESS =
      Arrays.asList(
          "java.util.concurrent.DelayScheduler.",
          "java.util.TimerThread.mainLoop",
          "jdk.internal.ref.CleanerImpl.run");

  /** What runs a task. */
  private static final List<String> WORKERS =
      Arrays.asList(
          "java.lang.Thread.",
          "java.lang.VirtualThread.",
          "java.util.concurrent.ThreadPoolExecutor.runWorker",
          "java.util.concurrent.ThreadPoolExecutor$Worker.run",
          "java.util.concurrent.ThreadPerTaskExecutor",
          "java.util.concurrent.FutureTask.run",
          "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask.run",
          "java.util.concurrent.Executors$RunnableAdapter.call",
          "jdk.internal.misc.InnocuousThread.run",
          "sun.misc.InnocuousThread.run");

  private final StackTraceElement[] frames;

  /** The first frame below the waits. */
  private final int loop;

  /** The first frame of what runs the loop. */
  private final int end;

  ThreadStack(StackTraceElement[] frames) {
    this.frames = frames.clone();
    int first = 0;
    while (first < frames.length && isWait(name(frames[first]))) {
      first++;
    }
    int last = frames.length;
    while (last > first && isAny(WORKERS, name(frames[last - 1]))) {
      last--;
    }
    this.loop = first;
    this.end = last;
  }

  List<StackTraceElement> frames() {
    return Arrays.asList(frames);
  }

  /** Whether it waits: otherwise what it waited for may be in its hands by now. */
  boolean isWaiting() {
    return loop > 0 && frames[0].isNativeMethod();
  }

  /** Whether it is a thread of a pool without a task. */
  boolean isIdleWorker() {
    return isWaiting() && (loop == frames.length || isAny(POOLS, name(frames[loop])));
  }

  /** Whether it will wait again where it waits, even if it does so for a limited time only. */
  boolean isEndless() {
    return isWaiting()
        && loop < frames.length
        && (isAny(ENDLESS, name(frames[loop]))
            || (isIdleWorker() && frames[loop - 1].getMethodName().equals("take")));
  }

  /** What it does from one wait to the next: frames that are neither waits nor run the task. */
  List<StackTraceElement> loop() {
    return new ArrayList<>(Arrays.asList(frames).subList(loop, end));
  }

  /** What it was begun with, or the task that it was given. */
  StackTraceElement begun() {
    return end > loop ? frames[end - 1] : frames[Math.min(loop, frames.length - 1)];
  }

  private static boolean isWait(String name) {
    return isAny(WAITS, name)
        || (name.startsWith("java.util.concurrent.")
            && (name.contains("Queue") || name.contains("Deque")));
  }

  private static boolean isAny(List<String> beginnings, String name) {
    for (String beginning : beginnings) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static String name(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName();
  }
}
