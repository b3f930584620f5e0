package dev.innerloop.manifest.check;

import dev.innerloop.manifest.schema.Schema;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.List;

/**
 * All checks of the resources of an app. What they report would be refused by the API server, or
 * would be accepted and not work.
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

  /** Each resource for itself. */
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

  /** How they fit together; sensible only if all could be read and are well-formed. */
  public void together(List<Mapping> resources) {
    List<Workload> workloads = Workload.in(resources);
    PodCheck pods = new PodCheck(findings);
    workloads.forEach(pods::check);
    new LinkCheck(resources, workloads, cluster, findings).check();
    new ReferenceCheck(resources, cluster, findings).check(workloads);
  }
}
