package dev.innerloop.mojo.output;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * Work of goals that has to wait for those typed after them. With {@code -T}, a module that is done
 * with one goal of ours goes on to the next, which compiles it anew: whoever reads the classes of
 * all modules meanwhile would find some of them gone. Only the last goal is safe from that.
 */
public final class Backlog {

  private final Queue<Work> waiting = new ArrayDeque<>();

  /** What a goal does once all modules have come to it. */
  public interface Work {

    void perform() throws MojoExecutionException;
  }

  /** That of this run of Maven. */
  public static Backlog of(MavenSession session) {
    var data = session.getRequest().getData();
    synchronized (data) {
      return (Backlog) data.computeIfAbsent(Backlog.class.getName(), key -> new Backlog());
    }
  }

  /**
   * Whether another goal of ours follows and is run in parallel.
   *
   * @param typed the goals as the user typed them, in that order
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

  /** Performs what has waited, in its order. */
  public synchronized void settle() throws MojoExecutionException {
    for (Work work = waiting.poll(); work != null; work = waiting.poll()) {
      work.perform();
    }
  }
}
