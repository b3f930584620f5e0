package dev.innerloop.ui;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Short names of replicas: that of a Deployment's pod without the hash of its ReplicaSet, {@code
 * shop-x7k2p} for {@code shop-5548c7955b-x7k2p}. If another replica has that name already, the full
 * name is used, as for all other pods. Not thread-safe.
 */
final class ReplicaNames {

  /** The letters and digits of which Kubernetes makes random names. */
  private static final String RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";

  private static final Pattern POD =
      Pattern.compile("(.+)-" + RANDOM + "{5,10}-(" + RANDOM + "{5})");

  private final Map<String, ReplicaName> names = new HashMap<>();

  /** The replicas that have the short names. */
  private final Map<String, String> owners = new HashMap<>();

  ReplicaName of(String replica) {
    return names.computeIfAbsent(replica, this::name);
  }

  private ReplicaName name(String replica) {
    Matcher pod = POD.matcher(replica);
    String text = pod.matches() ? pod.group(1) + "-" + pod.group(2) : replica;
    boolean isUnique = owners.putIfAbsent(text, replica) == null;
    return new ReplicaName(isUnique ? text : replica, names.size());
  }
}
