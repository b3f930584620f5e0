package dev.innerloop.mojo;

import dev.innerloop.loop.Inspect;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Removes everything that was applied for the app, and waits until it is gone. The namespace stays,
 * unless {@code dev.deleteNamespace} says otherwise.
 */
@Mojo(name = "delete", threadSafe = true)
public final class DeleteMojo extends InspectMojo<DeleteMojo> {

  /**
   * Deletes the namespace, too, with its volumes: only if this plugin made it, and nobody else's
   * apps are in it.
   */
  @Parameter(property = "dev.deleteNamespace", defaultValue = "false")
  private boolean deleteNamespace;

  /**
   * Deletes, instead of the app, all namespaces that this plugin made, for whomever, and whose
   * {@code dev.ttl} has passed. They are listed first.
   */
  @Parameter(property = "dev.expired", defaultValue = "false")
  private boolean expired;

  @Override
  DeleteMojo self() {
    return this;
  }

  @Override
  void ask(Inspect apps) {
    if (expired) {
      apps.deleteExpired();
    } else {
      apps.delete(deleteNamespace);
    }
  }
}
