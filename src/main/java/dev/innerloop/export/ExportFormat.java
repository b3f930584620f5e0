package dev.innerloop.export;

/** The format of an export. */
public enum ExportFormat {
  /** A file for each resource. */
  PLAIN,
  /** A Kustomize base, and an overlay for each environment. */
  KUSTOMIZE,
  /** A Helm chart, and a values file for each environment. */
  HELM
}
