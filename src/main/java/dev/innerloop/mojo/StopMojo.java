package dev.innerloop.mojo;

import dev.innerloop.loop.Inspect;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Leaves dev mode: the last image runs in its shipped form. Where no image holds the app, it is
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
