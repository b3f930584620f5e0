package dev.innerloop.mojo.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * Work of goals that is deferred to the last goal of the command line. With {@code -T}, a module
 * that has finished one goal of this plugin continues with the next one, which compiles it again. A
 * goal that reads the classes of all modules at the same time would find some of them missing. Only
 * the last goal can read them safely.
 */
public final class DeferredGoals {

  @GuardedBy("this")
  private final Queue<Work> waiting = new ArrayDeque<>();

  /** The work that a goal performs once all modules have reached it. */
  public interface Work {

    void perform() throws MojoExecutionException;
  }

  /** The backlog of this Maven build. */
  public static DeferredGoals of(MavenSession session) {
    var data = session.getRequest().getData();
    synchronized (data) {
      return (DeferredGoals)
          data.computeIfAbsent(DeferredGoals.class.getName(), key -> new DeferredGoals());
    }
  }

  /**
   * Whether another goal of this plugin follows and the build is parallel.
   *
   * @param typed the goals in the order of the command line
   * @param goal such as {@code image}
   */
  public static boolean mustWait(List<String> typed, String goal, boolean parallel) {
    for (int i = 0; parallel && i < typed.size(); i++) {
      if (typed.get(i).endsWith(":" + goal)) {
        String prefix = typed.get(i).substring(0, typed.get(i).length() - goal.length());
        return typed.subList(i + 1, typed.size()).stream()
            .anyMatch(later -> later.startsWith(prefix));
      }
    }
    return false;
  }

  public synchronized void add(Work work) {
    waiting.add(work);
  }

  /** Performs the deferred work, in order. */
  public synchronized void settle() throws MojoExecutionException {
    for (Work work = waiting.poll(); work != null; work = waiting.poll()) {
      work.perform();
    }
  }
}
