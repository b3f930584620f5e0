package dev.innerloop.manifest.check;

import dev.innerloop.manifest.schema.Schema;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.List;

/**
 * All checks of the resources of an app. They report resources that the API server would reject, or
 * would accept although they do not work.
 */
public final class Checks {

  private final Schema schema;
  private final ClusterObjects cluster;
  private final Findings findings;

  public Checks(Schema schema, ClusterObjects cluster, Findings findings) {
    this.schema = schema;
    this.cluster = cluster;
    this.findings = findings;
  }

  /** Checks each resource separately. */
  public void each(List<Mapping> resources) {
    SchemaCheck types = new SchemaCheck(schema, findings);
    NameCheck names = new NameCheck(findings);
    resources.forEach(
        resource -> {
          types.check(resource);
          names.check(resource);
        });
    names.requireUnique(resources);
  }

  /** Checks references between resources; requires that all could be read and are well-formed. */
  public void together(List<Mapping> resources) {
    List<CheckedWorkload> workloads = CheckedWorkload.in(resources);
    PodCheck pods = new PodCheck(findings);
    workloads.forEach(pods::check);
    new LinkCheck(resources, workloads, cluster, findings).check();
    new ReferenceCheck(resources, cluster, findings).check(workloads);
  }
}
