package dev.innerloop.loop.ship;

import dev.innerloop.image.registry.Logins;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.loop.request.TargetSettings;
import dev.innerloop.project.Licenses;
import java.util.List;

/** The apps that are shipped, and where to. */
public record ShipRequest(
    List<AppRequest> apps,
    TargetSettings target,
    CommandForm commands,
    Logins logins,
    Licenses licenses) {

  public ShipRequest {
    apps = List.copyOf(apps);
  }
}
