package dev.innerloop.cluster.namespace;

import java.util.Locale;

/** The levels of Kubernetes' Pod Security Standards. */
public enum PodSecurity {
  PRIVILEGED,
  BASELINE,
  RESTRICTED;

  static final String LABEL = "pod-security.kubernetes.io/enforce";

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
