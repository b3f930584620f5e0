package dev.innerloop.mojo;

import dev.innerloop.usecase.Inspect;
import org.apache.maven.plugins.annotations.Mojo;

/** Follows the logs of all replicas until Ctrl-C. */
@Mojo(name = "log", threadSafe = true)
public final class LogMojo extends InspectMojo<LogMojo> {

  @Override
  LogMojo self() {
    return this;
  }

  @Override
  void ask(Inspect apps) {
    apps.log();
  }
}
