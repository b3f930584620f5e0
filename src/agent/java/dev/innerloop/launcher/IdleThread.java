package dev.innerloop.launcher;

import java.util.Arrays;
import java.util.List;

/**
 * Tells from a thread's stack that it waits for work and has none in its hands. In the midst of
 * work, what comes next is known to its stack only, be it the app's.
 */
final class IdleThread {

  /** Where threads of pools wait: class and the beginning of a method. */
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

  /** What they, and all others, wait with. */
  private static final List<String> WAITS =
      Arrays.asList(
          "java.lang.Object.wait",
          "java.lang.Thread.sleep",
          "java.lang.ref.",
          "java.util.concurrent.locks.",
          "java.util.concurrent.ForkJoinPool.managedBlock",
          "java.util.concurrent.ForkJoinPool.unmanagedBlock",
          "jdk.internal.misc.",
          "io.netty.channel.nio.SelectedSelectionKeySetSelector.",
          "sun.misc.",
          "sun.nio.ch.");

  private IdleThread() {}

  static boolean isIdle(StackTraceElement[] stack) {
    if (stack.length == 0 || !stack[0].isNativeMethod()) {
      return false; // what it waited for may be in its hands by now
    }
    int at = 0;
    while (at < stack.length && isWait(name(stack[at]))) {
      at++;
    }
    return at == stack.length || isAny(POOLS, name(stack[at])) || (at > 0 && isBase(stack, at));
  }

  /** A loop in what the thread was begun with: between two turns it has nothing in its hands. */
  private static boolean isBase(StackTraceElement[] stack, int at) {
    int below = at + 1;
    while (below < stack.length && stack[below].getClassName().equals("java.lang.Thread")) {
      below++;
    }
    return below == stack.length;
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
