package dev.innerloop.mojo;

import dev.innerloop.loop.Inspect;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Removes everything that was applied for the app, and waits until it is gone. The namespace stays.
 */
@Mojo(name = "delete", threadSafe = true)
public final class DeleteMojo extends InspectMojo<DeleteMojo> {

  @Override
  DeleteMojo self() {
    return this;
  }

  @Override
  void ask(Inspect apps) {
    apps.delete();
  }
}
