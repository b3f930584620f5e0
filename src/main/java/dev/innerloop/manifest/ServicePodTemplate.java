package dev.innerloop.manifest;

import dev.innerloop.service.BackingService;
import dev.innerloop.service.Connection;
import dev.innerloop.service.Container;
import dev.innerloop.service.Container.Readiness;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pod of a backing service: runs as non-root, with credentials from its connection Secret. */
final class ServicePodTemplate {

  static final String DATA = "data";

  private static final String FILES = "files";

  private final BackingService service;
  private final String app;
  private final String name;
  private final Container container;
  private final boolean openShift;

  ServicePodTemplate(BackingService service, String app, Container container, boolean openShift) {
    this.service = service;
    this.app = app;
    this.name = service.resource(app);
    this.container = container;
    this.openShift = openShift;
  }

  PodTemplateSpec template(Map<String, String> labels) {
    PodSpecBuilder spec =
        new PodSpecBuilder()
            .withEnableServiceLinks(false)
            .withAutomountServiceAccountToken(false)
            .withTerminationGracePeriodSeconds(30L);
    PodSecurityContextBuilder security =
        new PodSecurityContextBuilder()
            .withRunAsNonRoot(true)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile();
    // OpenShift assigns user IDs to each namespace, and makes volumes writable for them.
    if (!openShift) {
      container
          .user()
          .ifPresent(
              user ->
                  security
                      .withRunAsUser(user)
                      .withRunAsGroup(user)
                      .withFsGroup(user)
                      // Databases reject files that other users can write, so the ownership is
                      // changed only once.
                      .withFsGroupChangePolicy("OnRootMismatch"));
    }
    spec.withSecurityContext(security.build());
    Map<String, Connection.SecretFile> files = new Connection(app, service).files();
    if (!files.isEmpty()) {
      spec.addNewVolume()
          .withName(FILES)
          .withNewSecret()
          .withSecretName(name)
          .withItems(
              files.values().stream()
                  .map(
                      file ->
                          new KeyToPathBuilder()
                              .withKey(file.entry())
                              .withPath(file.entry())
                              .build())
                  .toList())
          .endSecret()
          .endVolume();
    }
    spec.withContainers(containers(files));
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withSpec(spec.build())
        .build();
  }

  private io.fabric8.kubernetes.api.model.Container containers(
      Map<String, Connection.SecretFile> files) {
    ContainerBuilder builder =
        new ContainerBuilder()
            .withName(service.name())
            .withImage(container.image())
            .withCommand(container.command().stream().map(this::text).toList())
            .withArgs(container.arguments().stream().map(this::text).toList())
            .withEnv(environment())
            .withVolumeMounts(mounts(files))
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withNewCapabilities()
            .addToDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .withNewResources()
            .addToRequests("cpu", new Quantity("50m"))
            .addToRequests("memory", new Quantity(container.memory()))
            .addToLimits("memory", new Quantity(container.memory()))
            .endResources();
    for (int port : container.ports()) {
      builder.addNewPort().withName("p" + port).withContainerPort(port).endPort();
    }
    return readiness().map(builder::withReadinessProbe).orElse(builder).build();
  }

  private List<EnvVar> environment() {
    List<EnvVar> variables = new ArrayList<>();
    container
        .environment()
        .forEach(
            (variable, value) ->
                variables.add(
                    Connection.entryOf(value)
                        .filter(entry -> !entry.equals(Connection.HOST))
                        .map(
                            entry ->
                                new EnvVarBuilder()
                                    .withName(variable)
                                    .withNewValueFrom()
                                    .withNewSecretKeyRef(entry, name, null)
                                    .endValueFrom()
                                    .build())
                        .orElseGet(
                            () ->
                                new EnvVarBuilder()
                                    .withName(variable)
                                    .withValue(text(value))
                                    .build())));
    return variables;
  }

  /**
   * Replaces placeholders by variable names, and escapes the user's dollar signs for the kubelet.
   */
  private String text(String template) {
    return Connection.resolve(template, Map.of("app", app, Connection.HOST, name))
        .replace("$(", "$$(");
  }

  private List<VolumeMount> mounts(Map<String, Connection.SecretFile> files) {
    List<VolumeMount> mounts = new ArrayList<>();
    for (int i = 0; i < container.volumes().size(); i++) {
      mounts.add(
          new VolumeMountBuilder()
              .withName(DATA)
              .withMountPath(container.volumes().get(i))
              // The root of a volume may contain lost+found, which databases reject.
              .withSubPath(i == 0 ? DATA : DATA + i)
              .build());
    }
    files.forEach(
        (path, file) ->
            mounts.add(
                new VolumeMountBuilder()
                    .withName(FILES)
                    .withMountPath(path)
                    .withSubPath(file.entry())
                    .withReadOnly(true)
                    .build()));
    return mounts;
  }

  private Optional<Probe> readiness() {
    ProbeBuilder probe =
        new ProbeBuilder().withPeriodSeconds(1).withTimeoutSeconds(3).withFailureThreshold(5);
    if (container.readiness() instanceof Readiness.Runs runs) {
      return Optional.of(probe.withNewExec().withCommand(runs.command()).endExec().build());
    }
    if (container.readiness() instanceof Readiness.Answers answers) {
      return Optional.of(
          probe
              .withNewHttpGet()
              .withPath(answers.path())
              .withNewPort(answers.port())
              .endHttpGet()
              .build());
    }
    return container
        .port()
        .map(port -> probe.withNewTcpSocket().withNewPort(port).endTcpSocket().build());
  }
}
