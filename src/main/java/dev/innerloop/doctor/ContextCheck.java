package dev.innerloop.doctor;

import dev.innerloop.cluster.ClusterContext;
import java.util.List;
import java.util.function.Supplier;

/** Whether the context may be deployed to. */
public record ContextCheck(Supplier<ClusterContext> context) implements Check {

  @Override
  public Topic topic() {
    return Topic.CONTEXT;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.KUBECONFIG);
  }

  @Override
  public CheckResult run() {
    ClusterContext allowed = context.get().requireAllowed();
    return CheckResult.ok(allowed.isLocal() ? "a local cluster" : "allowed by dev.allowContext");
  }
}
