package dev.innerloop.manifest;

import dev.innerloop.project.App;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;

/** From what is known of an app and its cluster to its resources in the form that is shipped. */
public final class Manifests {

  /** The user of distroless "nonroot" images; any number but 0 would do. */
  private static final long NON_ROOT = 65532L;

  /** A heap without a limit would be sized by the node's memory, so there is a limit. */
  private static final String MEMORY = "1Gi";

  private static final String CPU_REQUEST = "100m";
  private static final String PORT_NAME = "http";

  private Manifests() {}

  /** A pure function: same request, same resources. */
  public static Resources generate(ManifestRequest request) {
    List<HasMetadata> resources = new ArrayList<>();
    if (request.app().port() > 0) {
      resources.add(service(request.app()));
    }
    resources.add(deployment(request));
    return new Resources(resources);
  }

  private static Service service(App app) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(app.name())
        .withLabels(Labels.of(app))
        .endMetadata()
        .withNewSpec()
        .withSelector(Labels.selector(app.name()))
        .addNewPort()
        .withName(PORT_NAME)
        .withPort(app.port())
        .withTargetPort(new IntOrString(PORT_NAME))
        .endPort()
        .endSpec()
        .build();
  }

  private static Deployment deployment(ManifestRequest request) {
    App app = request.app();
    DeploymentBuilder deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(app.name())
            .withLabels(Labels.of(app))
            .endMetadata()
            .withNewSpec()
            .withNewSelector()
            .withMatchLabels(Labels.selector(app.name()))
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(Labels.of(app))
            .endMetadata()
            .withNewSpec()
            .withAutomountServiceAccountToken(false)
            .withTerminationGracePeriodSeconds(30L)
            .withSecurityContext(podSecurity(request))
            .withContainers(container(request))
            .endSpec()
            .endTemplate()
            .endSpec();
    if (app.port() == 0) {
      // Nothing can be asked whether it is ready: having run for a moment has to do.
      deployment.editSpec().withMinReadySeconds(2).endSpec();
    }
    if (request.replicas().isPresent()) {
      deployment.editSpec().withReplicas(request.replicas().getAsInt()).endSpec();
    }
    return deployment.build();
  }

  private static PodSecurityContext podSecurity(ManifestRequest request) {
    PodSecurityContextBuilder security =
        new PodSecurityContextBuilder()
            .withRunAsNonRoot(true)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile();
    // OpenShift gives each namespace its own range of users and refuses any other.
    if (request.image().runsAsRoot() && !request.openShift()) {
      security.withRunAsUser(NON_ROOT);
    }
    return security.build();
  }

  private static Container container(ManifestRequest request) {
    App app = request.app();
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(app.name())
            .withImage(request.image().reference())
            .withImagePullPolicy("IfNotPresent")
            .withNewResources()
            .addToRequests("cpu", new Quantity(CPU_REQUEST))
            .addToRequests("memory", new Quantity(MEMORY))
            .addToLimits("memory", new Quantity(MEMORY))
            .endResources()
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext();
    if (app.port() > 0) {
      container
          .addNewEnv()
          .withName("PORT") // what plain programs go by, and Knative and others set
          .withValue(Integer.toString(app.port()))
          .endEnv()
          .addNewPort()
          .withName(PORT_NAME)
          .withContainerPort(app.port())
          .endPort()
          .withStartupProbe(Probes.startup(app.readinessPath(), PORT_NAME))
          .withReadinessProbe(Probes.readiness(app.readinessPath(), PORT_NAME))
          .withLivenessProbe(Probes.liveness(app.readinessPath(), PORT_NAME));
    }
    return container.build();
  }
}
