package dev.innerloop.docs;

import java.util.List;

/** The sections of the parameter reference, with the parameters of each in the order shown. */
enum ParameterTopic {
  CLUSTER(
      "Cluster and namespace",
      "target",
      "context",
      "allowContext",
      "namespace",
      "tenancy",
      "tenant",
      "access",
      "ttl",
      "guardRails",
      "deleteNamespace",
      "expired"),
  APP(
      "App",
      "name",
      "only",
      "skip",
      "mainClass",
      "arguments",
      "port",
      "java",
      "jvmOptions",
      "env",
      "envFrom",
      "config",
      "secret"),
  SESSION(
      "Session and updates",
      "reload",
      "trigger",
      "includes",
      "excludes",
      "takeover",
      "detach",
      "onExit",
      "events"),
  PORTS(
      "Local ports and debugging",
      "localPort",
      "forward",
      "hold",
      "browserReload",
      "allowedHosts",
      "debugPort",
      "suspend"),
  IMAGE(
      "Image and registry",
      "delivery",
      "registry",
      "pullRegistry",
      "pullSecret",
      "image",
      "tags",
      "overwrite",
      "baseImage",
      "packaging",
      "platforms",
      "sbom",
      "builder",
      "dockerfile",
      "buildContext",
      "buildTool",
      "load",
      "mirrors",
      "insecure",
      "registryCertificates"),
  RESOURCES(
      "Kubernetes resources",
      "kind",
      "replicas",
      "resources",
      "ports",
      "probes",
      "host",
      "ingress",
      "volumes",
      "labels",
      "annotations",
      "serviceAccount",
      "networkPolicy",
      "disruptionBudget",
      "autoscaling",
      "job",
      "manifestSource",
      "manifestValues",
      "explain"),
  SERVICES("Services that the app needs", "services", "serviceImages"),
  APPLY("Validation, apply and rollout", "validate", "recreate", "timeout", "failOnDifference"),
  EXPORT("Export", "exportFormat", "exportFolder", "environments", "platform"),
  HELP("Help", "goal", "detail", "lineLength", "indentSize");

  private final String title;
  private final List<String> parameters;

  ParameterTopic(String title, String... parameters) {
    this.title = title;
    this.parameters = List.of(parameters);
  }

  String title() {
    return title;
  }

  List<String> parameters() {
    return parameters;
  }
}
