package dev.innerloop.mojo;

import dev.innerloop.usecase.AppSelection;
import dev.innerloop.usecase.StopDevMode;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Leaves dev mode: deploys the last image in release form. If no image contains the app, it is
 * scaled to zero.
 */
@Mojo(name = "stop", threadSafe = true)
public final class StopMojo extends DeployedAppsMojo {

  @Override
  void perform(AppSelection apps) {
    new StopDevMode(apps, console()).stop();
  }
}
