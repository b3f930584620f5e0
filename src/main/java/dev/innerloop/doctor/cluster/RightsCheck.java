package dev.innerloop.doctor.cluster;

import dev.innerloop.cluster.facts.Right;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether the user may do what a run does.
 *
 * @param user as the cluster knows them
 * @param missing what of it they may not
 */
public record RightsCheck(
    Supplier<String> namespace, Supplier<String> user, Supplier<List<Right>> missing)
    implements Check {

  private static final String APPS = "apps";

  /** What a run does in its namespace. From Kubernetes 1.35 a port-forward needs both verbs. */
  public static final List<Right> OF_A_RUN =
      List.of(
          new Right("get", APPS, "deployments"),
          new Right("list", APPS, "deployments"),
          new Right("watch", APPS, "deployments"),
          new Right("create", APPS, "deployments"),
          new Right("patch", APPS, "deployments"),
          new Right("list", APPS, "replicasets"),
          new Right("watch", APPS, "replicasets"),
          new Right("get", "", "services"),
          new Right("create", "", "services"),
          new Right("patch", "", "services"),
          new Right("get", "", "configmaps"),
          new Right("create", "", "configmaps"),
          new Right("patch", "", "configmaps"),
          new Right("get", "", "secrets"),
          new Right("create", "", "secrets"),
          new Right("patch", "", "secrets"),
          new Right("get", "", "pods"),
          new Right("list", "", "pods"),
          new Right("watch", "", "pods"),
          new Right("get", "", "pods/log"),
          new Right("get", "", "pods/portforward"),
          new Right("create", "", "pods/portforward"));

  @Override
  public Topic topic() {
    return Topic.RIGHTS;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.NAMESPACE);
  }

  @Override
  public Finding look() {
    List<Right> lacking = missing.get();
    if (lacking.isEmpty()) {
      return Finding.ok("you may do what a run does in " + namespace.get());
    }
    return Finding.problem(
        "In namespace "
            + namespace.get()
            + " you may not "
            + lacking.stream().map(Right::toString).collect(Collectors.joining(", "))
            + ".",
        "Ask whoever runs the cluster for: kubectl create rolebinding dev --clusterrole=edit"
            + " --user="
            + user.get()
            + " --namespace="
            + namespace.get());
  }
}
