package dev.innerloop.mojo.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Gathers what each module of the reactor brings to a goal, so that the goal's work is done once,
 * by whichever module comes last. Modules are counted: under {@code -T} the last in order need not
 * be the last to run.
 */
public final class Collector<R> {

  private final int expected;
  private final Map<MavenProject, Optional<R>> arrived = new LinkedHashMap<>();

  Collector(int expected) {
    this.expected = expected;
  }

  /** The collector of a goal in this run of Maven. */
  @SuppressWarnings("unchecked") // one goal, one type: only this method writes under the key
  public static <R> Collector<R> of(MavenSession session, String goal) {
    // Sessions are cloned for modules; their request is one and the same.
    Map<String, Object> data = session.getRequest().getData();
    synchronized (data) {
      return (Collector<R>)
          data.computeIfAbsent(
              Collector.class.getName() + ":" + goal,
              key -> new Collector<>(session.getProjects().size()));
    }
  }

  /**
   * Adds what a module brings.
   *
   * @param brought nothing if the module is skipped
   * @return what all brought, for the last one to arrive only
   */
  public synchronized Optional<Map<MavenProject, R>> arrive(
      MavenProject project, Optional<R> brought) {
    arrived.put(project, brought);
    if (arrived.size() < expected) {
      return Optional.empty();
    }
    Map<MavenProject, R> all = new LinkedHashMap<>();
    arrived.forEach((module, request) -> request.ifPresent(it -> all.put(module, it)));
    arrived.clear();
    return Optional.of(all);
  }
}
