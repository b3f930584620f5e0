package dev.innerloop.cluster.apply;

import dev.innerloop.manifest.ResourceName;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * What applying does to one resource, as far as the API server tells beforehand.
 *
 * @param wanted as it is sent
 * @param live as it is now; empty if it is not there
 */
public record Step(HasMetadata wanted, Optional<HasMetadata> live, Answer answer) {

  /** What the API server says to a dry run. */
  public sealed interface Answer {

    /**
     * @param after how the resource would be
     */
    record Accepted(HasMetadata after, boolean changes) implements Answer {}

    /** It cannot be asked: the definition of the kind is not there yet, or a webhook forbids it. */
    record Unasked() implements Answer {}

    /** It is taken only if the resource is deleted and created again. */
    record Fixed(Problem problem) implements Answer {}

    /**
     * @param byField what the server has against it, for who knows where the fields come from; may
     *     be empty
     */
    record Refused(Problem problem, java.util.List<FieldRefusal> byField) implements Answer {}
  }

  /**
   * A field that the server does not take.
   *
   * @param field such as {@code spec.ports[0].port}; may be empty
   * @param message in the server's words
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
