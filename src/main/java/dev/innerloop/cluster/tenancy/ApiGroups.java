package dev.innerloop.cluster.tenancy;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The API groups that a server offers.
 *
 * @param preferredVersions by the name of the group
 */
public record ApiGroups(Map<String, String> preferredVersions) {

  public ApiGroups {
    preferredVersions = Map.copyOf(preferredVersions);
  }

  public static ApiGroups of(APIGroupList list) {
    Map<String, String> versions = new HashMap<>();
    for (APIGroup group : list.getGroups()) {
      if (group.getPreferredVersion() != null) {
        versions.put(group.getName(), group.getPreferredVersion().getVersion());
      }
    }
    return new ApiGroups(versions);
  }

  public boolean has(String group) {
    return preferredVersions.containsKey(group);
  }

  Optional<String> version(String group) {
    return Optional.ofNullable(preferredVersions.get(group));
  }
}
