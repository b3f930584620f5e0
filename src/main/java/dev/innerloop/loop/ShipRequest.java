package dev.innerloop.loop;

import dev.innerloop.image.Logins;
import java.util.List;

/** The apps that are shipped, and where to. */
public record ShipRequest(
    List<AppRequest> apps, TargetSettings target, CommandForm commands, Logins logins) {

  public ShipRequest {
    apps = List.copyOf(apps);
  }
}
