package dev.innerloop.mojo;

import dev.innerloop.usecase.AppSelection;
import dev.innerloop.usecase.DeleteApps;
import dev.innerloop.usecase.DeleteExpiredNamespaces;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Deletes all resources that were applied for the app, and waits until they are gone. The namespace
 * is kept unless {@code dev.deleteNamespace} is set.
 */
@Mojo(name = "delete", threadSafe = true)
public final class DeleteMojo extends DeployedAppsMojo {

  /**
   * Also deletes the namespace with its volumes, but only if this plugin created it and it contains
   * no other apps.
   */
  @Parameter(property = "dev.deleteNamespace", defaultValue = "false")
  private boolean deleteNamespace;

  /**
   * Instead of the app, deletes all namespaces that this plugin created, for any user, and whose
   * {@code dev.ttl} has expired. They are listed first.
   */
  @Parameter(property = "dev.expired", defaultValue = "false")
  private boolean expired;

  @Override
  void perform(AppSelection apps) {
    if (expired) {
      new DeleteExpiredNamespaces(apps.target(), console()).delete();
    } else {
      new DeleteApps(apps, console()).delete(deleteNamespace);
    }
  }
}
