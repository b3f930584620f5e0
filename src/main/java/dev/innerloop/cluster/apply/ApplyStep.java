package dev.innerloop.cluster.apply;

import dev.innerloop.manifest.ResourceName;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * What applying does to one resource, according to a dry run.
 *
 * @param wanted as it is sent
 * @param live as it exists; empty if it does not
 */
public record ApplyStep(HasMetadata wanted, Optional<HasMetadata> live, Answer answer) {

  /** The result of the dry run. */
  public sealed interface Answer {

    /**
     * @param after the resource as it would be
     */
    record Accepted(HasMetadata after, boolean changes) implements Answer {}

    /**
     * No dry run was possible: the definition of the kind does not exist yet, or a webhook does not
     * support it.
     */
    record Unasked() implements Answer {}

    /** It is accepted only if the object is deleted and recreated. */
    record Fixed(Problem problem) implements Answer {}

    /**
     * @param byField the rejected fields, so that their origin can be shown; may be empty
     */
    record Refused(Problem problem, List<FieldRefusal> byField) implements Answer {
      public Refused {
        byField = List.copyOf(byField);
      }
    }
  }

  /**
   * A field that the API server rejects.
   *
   * @param field such as {@code spec.ports[0].port}; may be empty
   * @param message the API server's
   */
  public record FieldRefusal(String field, String message) {}

  public ResourceName name() {
    return ResourceName.of(wanted);
  }

  /** Such as {@code Deployment hello}. */
  public String title() {
    return name().toString();
  }

  boolean isUnchanged() {
    return answer instanceof Answer.Accepted accepted && !accepted.changes();
  }
}
