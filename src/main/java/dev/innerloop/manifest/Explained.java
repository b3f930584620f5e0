package dev.innerloop.manifest;

import dev.innerloop.manifest.reason.Reason;
import java.util.List;

/**
 * Resources with the origin of each field.
 *
 * @param reasons in the order of the resources
 */
public record Explained(Resources resources, List<Reason> reasons) {

  public Explained {
    reasons = List.copyOf(reasons);
  }
}
