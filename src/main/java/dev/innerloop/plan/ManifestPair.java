package dev.innerloop.plan;

import dev.innerloop.manifest.Resources;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifests of an app, in the release form and in dev mode.
 *
 * @param unusedPeers addresses of other apps of the build, by variable, that are no part of them
 */
public record ManifestPair(Resources release, Resources dev, Map<String, String> unusedPeers) {

  public ManifestPair {
    unusedPeers = Collections.unmodifiableMap(new TreeMap<>(unusedPeers));
  }
}
