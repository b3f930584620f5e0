package dev.innerloop.mojo;

import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.EnterNamespace;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Selects the namespace to work in, and creates it if necessary, in the way that the cluster
 * requires: as a namespace, an OpenShift project, or in a tenant of the Multi Tenant Operator or
 * Capsule. The goals that run apps do the same first.
 */
@Mojo(name = "namespace", threadSafe = true)
public final class NamespaceMojo extends GoalMojo {

  @Override
  void perform(List<GoalMojo> goals) {
    new EnterNamespace(target(TargetSettings.Kind.CLUSTER), console()).namespace();
  }
}
