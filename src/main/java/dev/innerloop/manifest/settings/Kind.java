package dev.innerloop.manifest.settings;

/** What runs the pods of an app. */
public enum Kind {
  DEPLOYMENT("Deployment"),
  STATEFULSET("StatefulSet"),
  JOB("Job"),
  CRONJOB("CronJob");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** As Kubernetes calls it. */
  public String title() {
    return title;
  }

  /** Whether it keeps pods running, which can be asked, balanced and scaled. */
  public boolean serves() {
    return this == DEPLOYMENT || this == STATEFULSET;
  }
}
