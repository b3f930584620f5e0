package dev.innerloop.mojo.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Collects the contribution of each module of the reactor to a goal. The last module to arrive
 * performs the goal's work. Modules are counted, because with {@code -T} the last module in order
 * need not be the last to run.
 */
public final class ReactorBarrier<R> {

  private final int expected;

  @GuardedBy("this")
  private final Map<MavenProject, Optional<R>> arrived = new LinkedHashMap<>();

  ReactorBarrier(int expected) {
    this.expected = expected;
  }

  /** The collector of a goal in this Maven build. */
  @SuppressWarnings("unchecked") // one goal, one type: only this method writes under the key
  public static <R> ReactorBarrier<R> of(MavenSession session, String goal) {
    // Maven clones the session for modules; the request is shared.
    Map<String, Object> data = session.getRequest().getData();
    synchronized (data) {
      return (ReactorBarrier<R>)
          data.computeIfAbsent(
              ReactorBarrier.class.getName() + ":" + goal,
              key -> new ReactorBarrier<>(session.getProjects().size()));
    }
  }

  /**
   * Adds the contribution of a module.
   *
   * @param contribution empty if the module is skipped
   * @return the contributions of all modules, only for the last one to arrive
   */
  public synchronized Optional<List<R>> arrive(MavenProject project, Optional<R> contribution) {
    arrived.put(project, contribution);
    if (arrived.size() < expected) {
      return Optional.empty();
    }
    List<R> all = arrived.values().stream().flatMap(Optional::stream).toList();
    arrived.clear();
    return Optional.of(all);
  }
}
