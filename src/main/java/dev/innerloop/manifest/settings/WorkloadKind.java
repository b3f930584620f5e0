package dev.innerloop.manifest.settings;

/** The kind of an app's workload. */
public enum WorkloadKind {
  DEPLOYMENT("Deployment"),
  STATEFULSET("StatefulSet"),
  JOB("Job"),
  CRONJOB("CronJob");

  private final String title;

  WorkloadKind(String title) {
    this.title = title;
  }

  /** The kind in Kubernetes. */
  public String title() {
    return title;
  }

  /** Whether its pods run continuously, with probes, a Service and scaling. */
  public boolean serves() {
    return this == DEPLOYMENT || this == STATEFULSET;
  }
}
