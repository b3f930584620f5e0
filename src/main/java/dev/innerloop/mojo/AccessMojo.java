package dev.innerloop.mojo;

import dev.innerloop.loop.Rights;
import dev.innerloop.loop.request.TargetSettings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/**
 * Shows the least rights that dev mode needs in the namespace, as a Role for whoever runs the
 * cluster, and which of them you lack. The Role is in {@code target/dev/access.yaml}, too. Changes
 * nothing on the cluster.
 */
@Mojo(name = "access", threadSafe = true)
public final class AccessMojo extends GoalMojo<AccessMojo> {

  @Override
  AccessMojo self() {
    return this;
  }

  @Override
  void perform(Map<MavenProject, AccessMojo> goals) {
    Path file =
        Path.of(session().getTopLevelProject().getBuild().getDirectory(), "dev", "access.yaml");
    new Rights(target(TargetSettings.Kind.CLUSTER), file, console()).tell();
  }
}
