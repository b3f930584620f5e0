package dev.innerloop.mojo;

import dev.innerloop.manifest.settings.AvailabilitySettings;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.manifest.settings.Kind;
import dev.innerloop.manifest.settings.NetworkSettings;
import dev.innerloop.manifest.settings.PodSettings;
import dev.innerloop.manifest.settings.PodSettings.Content;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.mojo.setting.Choices;
import dev.innerloop.mojo.workload.AccountParameter;
import dev.innerloop.mojo.workload.AutoscalingParameter;
import dev.innerloop.mojo.workload.BudgetParameter;
import dev.innerloop.mojo.workload.ContentParameter;
import dev.innerloop.mojo.workload.EnvFromParameter;
import dev.innerloop.mojo.workload.IngressParameter;
import dev.innerloop.mojo.workload.JobParameter;
import dev.innerloop.mojo.workload.NetworkPolicyParameter;
import dev.innerloop.mojo.workload.PortParameter;
import dev.innerloop.mojo.workload.ProbesParameter;
import dev.innerloop.mojo.workload.ResourcesParameter;
import dev.innerloop.mojo.workload.VolumeParameter;
import dev.innerloop.mojo.workload.Written;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that makes the app's resources: what users set of them.
 *
 * @param <G> the goal itself
 */
abstract class WorkloadMojo<G extends WorkloadMojo<G>> extends GoalMojo<G> {

  /**
   * What runs the app: a {@code deployment}, a {@code statefulset}, a {@code job} or a {@code
   * cronjob}. Only a deployment is updated live.
   */
  @Parameter(property = "dev.kind", defaultValue = "deployment")
  private String kind = "deployment";

  /**
   * The host by which the app is reached from outside: makes a Route on OpenShift, else an Ingress,
   * or an HTTPRoute if {@code ingress} names a gateway.
   */
  @Parameter(property = "dev.host")
  private @Nullable String host;

  /** How {@code host} leads to the app. */
  @Parameter private @Nullable IngressParameter ingress;

  /** What the container gets of its node. */
  @Parameter private @Nullable ResourcesParameter resources;

  /** Environment variables by name. */
  @Parameter private @Nullable Map<String, String> env;

  /** Environment variables from Secrets and ConfigMaps. */
  @Parameter private @Nullable List<EnvFromParameter> envFrom;

  /** Ports beside those that the app's own configuration says. */
  @Parameter private @Nullable List<PortParameter> ports;

  /** How the app is asked how it does, where its own configuration does not tell. */
  @Parameter private @Nullable ProbesParameter probes;

  /**
   * Labels of all resources and pods, beside ours: {@code <name>value</name>}, or, where the name
   * has a slash, {@code <property><name>a/b</name><value>c</value></property>}.
   */
  @Parameter private @Nullable Properties labels;

  /** Annotations of the workload and its pods, written as labels are. */
  @Parameter private @Nullable Properties annotations;

  /** Folders that are not the image's. */
  @Parameter private @Nullable List<VolumeParameter> volumes;

  /** Environment variables and files in a ConfigMap of the app's own. */
  @Parameter private @Nullable ContentParameter config;

  /**
   * Environment variables and files in a Secret of the app's own. What is written here is in the
   * POM: refer to properties of your settings or to {@code ${env.NAME}}.
   */
  @Parameter private @Nullable ContentParameter secret;

  /** As whom the pods act in the cluster. Without it: as nobody in particular. */
  @Parameter private @Nullable AccountParameter serviceAccount;

  /** Who in the cluster may reach the app. Without it: everybody. */
  @Parameter private @Nullable NetworkPolicyParameter networkPolicy;

  /** What the cluster leaves of the app when it empties nodes. */
  @Parameter private @Nullable BudgetParameter disruptionBudget;

  /** As many replicas as the load needs, instead of {@code dev.replicas}. */
  @Parameter private @Nullable AutoscalingParameter autoscaling;

  /** How a job or cronjob runs. */
  @Parameter private @Nullable JobParameter job;

  /**
   * All of it.
   *
   * @throws Problem if something of it is not valid; names the field
   */
  final WorkloadSettings workloadSettings() {
    return new WorkloadSettings(
        Choices.oneOf("dev.kind", kind, Kind.class),
        Optional.ofNullable(job).map(JobParameter::settings).orElse(JobSettings.NONE),
        Given.labels("labels", Written.sorted(labels)),
        Given.annotations("annotations", Written.sorted(annotations)),
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

  private ContainerSettings container() {
    return new ContainerSettings(
        Optional.ofNullable(resources).orElseGet(ResourcesParameter::new).settings(),
        Written.texts(env),
        each(envFrom, EnvFromParameter::settings),
        each(ports, PortParameter::settings),
        Optional.ofNullable(probes).orElseGet(ProbesParameter::new).settings());
  }

  private NetworkSettings network() {
    if (host == null && ingress != null) {
      throw new Problem(
          "ingress is set, and no host that would lead to the app.",
          "Name one: <host>shop.example.com</host>, or -Ddev.host=shop.example.com");
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
