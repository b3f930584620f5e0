package dev.innerloop.mojo;

import dev.innerloop.manifest.settings.AvailabilitySettings;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.manifest.settings.KubernetesText;
import dev.innerloop.manifest.settings.NetworkSettings;
import dev.innerloop.manifest.settings.PodSettings;
import dev.innerloop.manifest.settings.PodSettings.Content;
import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.mojo.parameter.AccountParameter;
import dev.innerloop.mojo.parameter.AutoscalingParameter;
import dev.innerloop.mojo.parameter.BudgetParameter;
import dev.innerloop.mojo.parameter.CompoundParameter;
import dev.innerloop.mojo.parameter.ContentParameter;
import dev.innerloop.mojo.parameter.EnvFromParameter;
import dev.innerloop.mojo.parameter.IngressParameter;
import dev.innerloop.mojo.parameter.JobParameter;
import dev.innerloop.mojo.parameter.NetworkPolicyParameter;
import dev.innerloop.mojo.parameter.ParameterChecks;
import dev.innerloop.mojo.parameter.ParameterParser;
import dev.innerloop.mojo.parameter.PomValues;
import dev.innerloop.mojo.parameter.PortParameter;
import dev.innerloop.mojo.parameter.ProbesParameter;
import dev.innerloop.mojo.parameter.ResourcesParameter;
import dev.innerloop.mojo.parameter.VolumeParameter;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that generates the app's resources, with their parameters. */
abstract class WorkloadMojo extends GoalMojo {

  /**
   * Kind of the app's workload: {@code deployment}, {@code statefulset}, {@code job} or {@code
   * cronjob}. Only a Deployment is updated live.
   */
  @Parameter(property = "dev.kind", defaultValue = "deployment")
  private String kind = "deployment";

  /**
   * Host name under which the app is exposed: creates a Route on OpenShift, an HTTPRoute if {@code
   * ingress} names a gateway, and an Ingress otherwise.
   */
  @Parameter(property = "dev.host")
  private @Nullable String host;

  /** Routing from {@code host} to the app. */
  @Parameter private @Nullable IngressParameter ingress;

  /** Requests and limits of the app's container. */
  @Parameter private @Nullable ResourcesParameter resources;

  /** Environment variables by name. */
  @Parameter private @Nullable Map<String, String> env;

  /** Environment variables from Secrets and ConfigMaps. */
  @Parameter private @Nullable List<EnvFromParameter> envFrom;

  /** Additional ports of the app, besides those detected from its configuration. */
  @Parameter private @Nullable List<PortParameter> ports;

  /** Health probes, if they cannot be detected from the app's configuration. */
  @Parameter private @Nullable ProbesParameter probes;

  /**
   * Additional labels of all resources and pods: {@code <name>value</name>}, or, if the name
   * contains a slash, {@code <property><name>a/b</name><value>c</value></property>}.
   */
  @Parameter private @Nullable Properties labels;

  /** Annotations of the workload and its pods, in the same format as labels. */
  @Parameter private @Nullable Properties annotations;

  /** Volumes mounted into the app's container. */
  @Parameter private @Nullable List<VolumeParameter> volumes;

  /** Environment variables and files of a ConfigMap that is created for the app. */
  @Parameter private @Nullable ContentParameter config;

  /**
   * Environment variables and files of a Secret that is created for the app. To keep the values out
   * of the POM, refer to properties of your Maven settings or to {@code ${env.NAME}}.
   */
  @Parameter private @Nullable ContentParameter secret;

  /**
   * ServiceAccount of the pods. Default: the namespace's {@code default} account, without a token.
   */
  @Parameter private @Nullable AccountParameter serviceAccount;

  /** NetworkPolicy: which namespaces can reach the app. Default: all. */
  @Parameter private @Nullable NetworkPolicyParameter networkPolicy;

  /** PodDisruptionBudget: how many replicas must stay available while nodes are drained. */
  @Parameter private @Nullable BudgetParameter disruptionBudget;

  /** HorizontalPodAutoscaler, instead of a fixed number of {@code dev.replicas}. */
  @Parameter private @Nullable AutoscalingParameter autoscaling;

  /** Settings of a Job or CronJob. */
  @Parameter private @Nullable JobParameter job;

  /**
   * All these settings.
   *
   * @throws Problem if a value is invalid; names the field
   */
  final WorkloadSettings workloadSettings() {
    return new WorkloadSettings(
        kind(),
        Optional.ofNullable(job).map(JobParameter::settings).orElse(JobSettings.NONE),
        labels(PomValues.sorted(labels)),
        annotations(PomValues.sorted(annotations)),
        container(),
        new PodSettings(
            each(volumes, VolumeParameter::settings),
            content("config", config, "/config"),
            content("secret", secret, "/secrets"),
            Optional.ofNullable(serviceAccount).map(AccountParameter::settings)),
        network(),
        new AvailabilitySettings(
            Optional.ofNullable(disruptionBudget).map(BudgetParameter::settings),
            Optional.ofNullable(autoscaling).map(AutoscalingParameter::settings)));
  }

  @Override
  void check(ParameterChecks checks) {
    super.check(checks);
    checks.check(this::kind);
    PomValues.sorted(labels)
        .forEach((key, value) -> checks.check(() -> labels(Map.of(key, value))));
    PomValues.sorted(annotations)
        .forEach((key, value) -> checks.check(() -> annotations(Map.of(key, value))));
    PomValues.texts(env)
        .keySet()
        .forEach(name -> checks.check(() -> new KubernetesText("env", name).variable()));
    Stream.<@Nullable CompoundParameter>of(
            resources, probes, job, disruptionBudget, autoscaling, ingress)
        .filter(Objects::nonNull)
        .forEach(it -> it.check(checks));
    Stream.of(envFrom, ports, volumes)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .forEach(it -> it.check(checks));
    checks.check(() -> content("config", config, "/config"));
    checks.check(() -> content("secret", secret, "/secrets"));
    checks.check(this::network);
    checks.check(this::workloadSettings);
  }

  private WorkloadKind kind() {
    return ParameterParser.oneOf("dev.kind", kind, WorkloadKind.class);
  }

  private static Map<String, String> labels(Map<String, String> given) {
    return KubernetesText.labels("labels", given);
  }

  private static Map<String, String> annotations(Map<String, String> given) {
    return KubernetesText.annotations("annotations", given);
  }

  private ContainerSettings container() {
    return new ContainerSettings(
        Optional.ofNullable(resources).orElseGet(ResourcesParameter::new).settings(),
        PomValues.texts(env),
        each(envFrom, EnvFromParameter::settings),
        each(ports, PortParameter::settings),
        Optional.ofNullable(probes).orElseGet(ProbesParameter::new).settings());
  }

  private NetworkSettings network() {
    if (host == null && ingress != null) {
      throw new Problem(
          "ingress is set, but host is not.",
          "Set it: <host>shop.example.com</host>, or -Ddev.host=shop.example.com");
    }
    return new NetworkSettings(
        Optional.ofNullable(host)
            .map(it -> Optional.ofNullable(ingress).orElseGet(IngressParameter::new).settings(it)),
        Optional.ofNullable(networkPolicy).map(NetworkPolicyParameter::settings));
  }

  private static Content content(String parameter, @Nullable ContentParameter given, String path) {
    return given == null ? Content.none(path) : given.settings(parameter, path);
  }

  private static <P, S> List<S> each(@Nullable List<P> given, Function<P, S> settings) {
    return given == null ? List.of() : given.stream().map(settings).toList();
  }
}
