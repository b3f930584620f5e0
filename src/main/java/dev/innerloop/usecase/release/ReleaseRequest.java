package dev.innerloop.usecase.release;

import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.project.metadata.Licenses;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import java.util.List;

/** The apps that are released, and where to. */
public record ReleaseRequest(
    List<AppRequest> apps,
    TargetSettings target,
    CommandForm commands,
    ConfiguredCredentials logins,
    Licenses licenses) {

  public ReleaseRequest {
    apps = List.copyOf(apps);
  }
}
