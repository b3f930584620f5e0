package dev.innerloop.cluster.tenancy;

import java.util.Optional;

/** Who hands out the namespaces of a cluster. */
public enum Tenancy {
  /** Whoever the cluster's API says. */
  AUTO(""),
  /** Kubernetes itself: a namespace is made by whoever may make namespaces. */
  KUBERNETES(""),
  /** A project is requested; who requests it becomes its administrator. */
  OPENSHIFT("project.openshift.io"),
  /** Stakater's Multi Tenant Operator: a namespace names the tenant that it belongs to. */
  MTO("tenantoperator.stakater.com"),
  /** Capsule: the same, by another label. */
  CAPSULE("capsule.clastix.io");

  private final String group;

  Tenancy(String group) {
    this.group = group;
  }

  /** The API group by which it is known. */
  String group() {
    return group;
  }

  /** By which a namespace says to which tenant it belongs; empty where there are none. */
  public Optional<String> label() {
    return switch (this) {
      case MTO -> Optional.of("stakater.com/tenant");
      case CAPSULE -> Optional.of("capsule.clastix.io/tenant");
      case AUTO, KUBERNETES, OPENSHIFT -> Optional.empty();
    };
  }

  /**
   * Who it is on a cluster. Operators go before OpenShift: where one is installed, it refuses what
   * OpenShift makes of a request.
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

  /** What it is called. */
  public String title() {
    return switch (this) {
      case OPENSHIFT -> "OpenShift";
      case MTO -> "the Multi Tenant Operator";
      case CAPSULE -> "Capsule";
      case AUTO, KUBERNETES -> "Kubernetes";
    };
  }
}
