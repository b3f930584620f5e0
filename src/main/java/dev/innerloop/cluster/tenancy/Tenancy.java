package dev.innerloop.cluster.tenancy;

import java.util.Optional;

/** How a cluster creates namespaces. */
public enum Tenancy {
  /** According to the cluster's API groups. */
  AUTO(""),
  /** Kubernetes itself: any user with permission creates namespaces. */
  KUBERNETES(""),
  /** Projects are requested; the requester becomes administrator. */
  OPENSHIFT("project.openshift.io"),
  /** Stakater's Multi Tenant Operator: a namespace's label names its tenant. */
  MTO("tenantoperator.stakater.com"),
  /** Capsule: the same, with another label. */
  CAPSULE("capsule.clastix.io");

  private final String group;

  Tenancy(String group) {
    this.group = group;
  }

  /** The API group by which it is recognized. */
  String group() {
    return group;
  }

  /** The label with which a namespace names its tenant; empty if there are none. */
  public Optional<String> label() {
    return switch (this) {
      case MTO -> Optional.of("stakater.com/tenant");
      case CAPSULE -> Optional.of("capsule.clastix.io/tenant");
      case AUTO, KUBERNETES, OPENSHIFT -> Optional.empty();
    };
  }

  /**
   * The tenancy of a cluster. Operators take precedence over OpenShift: with one installed, it
   * rejects what OpenShift creates for a project request.
   */
  public Tenancy on(ApiGroups groups) {
    if (this != AUTO) {
      return this;
    }
    for (Tenancy tenancy : new Tenancy[] {MTO, CAPSULE, OPENSHIFT}) {
      if (groups.has(tenancy.group)) {
        return tenancy;
      }
    }
    return KUBERNETES;
  }

  /** Its display name. */
  public String title() {
    return switch (this) {
      case OPENSHIFT -> "OpenShift";
      case MTO -> "the Multi Tenant Operator";
      case CAPSULE -> "Capsule";
      case AUTO, KUBERNETES -> "Kubernetes";
    };
  }
}
