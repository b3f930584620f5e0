package dev.innerloop.doctor.cluster;

import dev.innerloop.cluster.ClusterContext;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
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
  public Finding look() {
    ClusterContext allowed = context.get().requireAllowed();
    return Finding.ok(allowed.isLocal() ? "a local cluster" : "allowed by dev.allowContext");
  }
}
