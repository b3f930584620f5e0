package dev.innerloop.usecase;

import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import java.util.List;

/**
 * Apps that may be deployed. Nothing else of their project is needed.
 *
 * @param apps names that apps of the project may have
 */
public record AppSelection(List<String> apps, TargetSettings target, CommandForm commands) {

  public AppSelection {
    apps = List.copyOf(apps);
  }
}
