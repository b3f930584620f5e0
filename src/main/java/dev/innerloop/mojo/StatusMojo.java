package dev.innerloop.mojo;

import dev.innerloop.usecase.Inspect;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows the status of the app on the cluster: its image, its mode, and each of its pods. */
@Mojo(name = "status", threadSafe = true)
public final class StatusMojo extends InspectMojo<StatusMojo> {

  @Override
  StatusMojo self() {
    return this;
  }

  @Override
  void ask(Inspect apps) {
    apps.status();
  }
}
