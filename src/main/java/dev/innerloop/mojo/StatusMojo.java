package dev.innerloop.mojo;

import dev.innerloop.usecase.AppSelection;
import dev.innerloop.usecase.ShowStatus;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows the status of the app on the cluster: its URLs, its image, its mode, and each of its pods
 * with age and restarts.
 */
@Mojo(name = "status", threadSafe = true)
public final class StatusMojo extends DeployedAppsMojo {

  @Override
  void perform(AppSelection apps) {
    new ShowStatus(apps, console()).show();
  }
}
