package dev.innerloop.event;

import dev.innerloop.cluster.namespace.NamespaceListener;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports what happens to a namespace. */
public final class NamespaceReporter implements NamespaceListener {

  private final Consumer<Event> events;
  private volatile Optional<String> created = Optional.empty();

  public NamespaceReporter(Consumer<Event> events) {
    this.events = events;
  }

  @Override
  public void created(String name) {
    created = Optional.of(name);
    events.accept(new Event.NamespaceCreated(name));
  }

  /** The namespace that was created; empty if it existed before. */
  public Optional<String> created() {
    return created;
  }

  /**
   * A problem that ends what the namespace was entered for.
   *
   * @param deletion the command that deletes a namespace
   * @return the same, and that the namespace still exists if it was created for this
   */
  public Problem explained(Problem problem, String deletion) {
    return created
        .map(
            name ->
                new Problem(
                    String.valueOf(problem.getMessage()),
                    problem.remedy()
                        + "\nNamespace "
                        + name
                        + " was created for this run and still exists. To delete it: "
                        + deletion,
                    problem))
        .orElse(problem);
  }

  @Override
  public void noted(String words) {
    events.accept(new Event.Notice(words));
  }
}
