package dev.innerloop.mojo;

import dev.innerloop.usecase.Inspect;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Leaves dev mode: deploys the last image in release form. If no image contains the app, it is
 * scaled to zero.
 */
@Mojo(name = "stop", threadSafe = true)
public final class StopMojo extends InspectMojo<StopMojo> {

  @Override
  StopMojo self() {
    return this;
  }

  @Override
  void ask(Inspect apps) {
    apps.stop();
  }
}
