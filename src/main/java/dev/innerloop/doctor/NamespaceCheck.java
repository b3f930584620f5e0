package dev.innerloop.doctor;

import dev.innerloop.cluster.namespace.NamespaceState;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether a namespace to run in exists or can be created.
 *
 * @param name the one that a run would use
 * @param mayCreate whether the user may create it
 */
public record NamespaceCheck(
    Supplier<String> name, Supplier<NamespaceState> presence, Supplier<Boolean> mayCreate)
    implements Check {

  private static final String NOT_YET = "the namespace does not exist yet";

  @Override
  public Topic topic() {
    return Topic.NAMESPACE;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.API_SERVER);
  }

  @Override
  public CheckResult run() {
    String chosen = name.get();
    return switch (presence.get()) {
      case EXISTS -> CheckResult.ok(chosen);
      case UNREADABLE -> CheckResult.ok(chosen + ", which you are not allowed to read yourself");
      case TERMINATING ->
          CheckResult.problem(
              "The namespace " + chosen + " is being deleted.",
              "Wait until it is gone, or use another namespace: -Ddev.namespace=NAME");
      case NOT_FOUND ->
          mayCreate.get()
              ? CheckResult.okBlocking(chosen + " does not exist yet: a run creates it", NOT_YET)
              : CheckResult.problem(
                  "The namespace "
                      + chosen
                      + " does not exist, and you are not allowed to create it.",
                  "Use an existing namespace of yours: -Ddev.namespace=NAME\n"
                      + "or ask a cluster administrator for: kubectl create namespace "
                      + chosen);
      // Then the check of permissions reports what to ask for.
      case UNKNOWN ->
          mayCreate.get()
              ? CheckResult.okBlocking(
                  "you have no access to "
                      + chosen
                      + ": a run tries to create it, if it does not exist",
                  NOT_YET)
              : CheckResult.ok(chosen + ", if it exists: you are not allowed to read it");
    };
  }
}
