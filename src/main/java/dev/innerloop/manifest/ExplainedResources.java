package dev.innerloop.manifest;

import dev.innerloop.manifest.provenance.Reason;
import java.util.List;

/**
 * Resources with the origin of each field.
 *
 * @param reasons in the order of the resources
 */
public record ExplainedResources(Resources resources, List<Reason> reasons) {

  public ExplainedResources {
    reasons = List.copyOf(reasons);
  }
}
