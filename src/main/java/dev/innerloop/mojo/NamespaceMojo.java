package dev.innerloop.mojo;

import dev.innerloop.loop.Provide;
import dev.innerloop.loop.request.TargetSettings;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/**
 * Finds the namespace to work in, or makes it in the way that the cluster wants: as Kubernetes'
 * namespace, OpenShift's project, or in a tenant of the Multi Tenant Operator or Capsule. The goals
 * that run apps do the same first.
 */
@Mojo(name = "namespace", threadSafe = true)
public final class NamespaceMojo extends GoalMojo<NamespaceMojo> {

  @Override
  NamespaceMojo self() {
    return this;
  }

  @Override
  void perform(Map<MavenProject, NamespaceMojo> goals) {
    new Provide(target(TargetSettings.Kind.CLUSTER), console()).namespace();
  }
}
