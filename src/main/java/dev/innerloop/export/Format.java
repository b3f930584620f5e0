package dev.innerloop.export;

/** What an export consists of. */
public enum Format {
  /** A file for each resource. */
  PLAIN,
  /** A Kustomize base, and an overlay for each environment. */
  KUSTOMIZE,
  /** A Helm chart, and a values file for each environment. */
  HELM
}
