package dev.innerloop.loop;

import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;

/**
 * An app with what the user said of it.
 *
 * @param workload what its resources are to have
 */
public record AppRequest(
    App app, ImageSettings image, SessionSettings session, WorkloadSettings workload) {

  /** An app of whose resources the user said nothing. */
  public AppRequest(App app, ImageSettings image, SessionSettings session) {
    this(app, image, session, WorkloadSettings.NONE);
  }
}
