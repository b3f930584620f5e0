package dev.innerloop.doctor.cluster;

import dev.innerloop.cluster.namespace.Presence;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether there is a namespace to run in, or could be.
 *
 * @param name the one that a run would take
 * @param mayCreate whether the user may make it
 */
public record NamespaceCheck(
    Supplier<String> name, Supplier<Presence> presence, Supplier<Boolean> mayCreate)
    implements Check {

  private static final String NOT_YET = "the namespace is not there yet";

  @Override
  public Topic topic() {
    return Topic.NAMESPACE;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.API_SERVER);
  }

  @Override
  public Finding look() {
    String chosen = name.get();
    return switch (presence.get()) {
      case THERE -> Finding.ok(chosen);
      case HIDDEN -> Finding.ok(chosen + ", which you may not look at yourself");
      case GOING ->
          Finding.problem(
              "The namespace " + chosen + " is being deleted.",
              "Wait until it is gone, or use another one: -Ddev.namespace=NAME");
      case ABSENT ->
          mayCreate.get()
              ? Finding.okWithout(chosen + " is not there yet: a run creates it", NOT_YET)
              : Finding.problem(
                  "The namespace " + chosen + " is not there, and you may not create it.",
                  "Use one that you have: -Ddev.namespace=NAME\n"
                      + "or ask whoever runs the cluster for: kubectl create namespace "
                      + chosen);
      // Then the check of the rights says what to ask for.
      case UNKNOWN ->
          mayCreate.get()
              ? Finding.okWithout(
                  chosen + " is not yours: a run tries to create it, if it is not there", NOT_YET)
              : Finding.ok(chosen + ", if it is there: you may not look");
    };
  }
}
