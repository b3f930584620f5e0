package dev.innerloop.mojo;

import dev.innerloop.usecase.AppSelection;
import dev.innerloop.usecase.FollowLog;
import org.apache.maven.plugins.annotations.Mojo;

/** Follows the logs of all replicas until Ctrl-C. */
@Mojo(name = "log", threadSafe = true)
public final class LogMojo extends DeployedAppsMojo {

  @Override
  void perform(AppSelection apps) {
    new FollowLog(apps, console()).follow();
  }
}
