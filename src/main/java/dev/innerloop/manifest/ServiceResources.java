package dev.innerloop.manifest;

import dev.innerloop.service.AppServices;
import dev.innerloop.service.BackingService;
import dev.innerloop.service.BackingService.Supply;
import dev.innerloop.service.Container;
import dev.innerloop.service.ServiceType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceFluent;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The resources of a backing service: a StatefulSet with one pod, because two pods would corrupt
 * the volume, and a Service. The credentials are not included, because these resources are written
 * to files.
 */
public final class ServiceResources {

  private final String app;
  private final boolean openShift;

  public ServiceResources(String app, boolean openShift) {
    this.app = app;
    this.openShift = openShift;
  }

  /** The name in the labels of all backing services of an app. */
  public static String owner(String app) {
    return app + "-services";
  }

  /** The resources of all services to create. */
  public Resources of(AppServices services) {
    List<HasMetadata> resources = new ArrayList<>();
    for (BackingService service : services.all()) {
      service
          .made()
          .ifPresent(
              made -> {
                if (!made.container().ports().isEmpty()) {
                  resources.add(service(service, made.container()));
                }
                resources.add(workload(service, made));
              });
    }
    return new Resources(resources);
  }

  private Service service(BackingService service, Container container) {
    ServiceFluent<ServiceBuilder>.SpecNested<ServiceBuilder> spec =
        new ServiceBuilder()
            .withMetadata(metadata(service, service.resource(app)))
            .withNewSpec()
            .withSelector(selector(service));
    for (int port : container.ports()) {
      spec = spec.addNewPort().withName("p" + port).withPort(port).endPort();
    }
    return spec.endSpec().build();
  }

  private StatefulSet workload(BackingService service, Supply.Made made) {
    String name = service.resource(app);
    return new StatefulSetBuilder()
        .withMetadata(metadata(service, name))
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(name)
        // Otherwise a pod that never becomes ready could not be replaced.
        .withPodManagementPolicy("Parallel")
        .withNewSelector()
        .withMatchLabels(selector(service))
        .endSelector()
        .withTemplate(
            new ServicePodTemplate(service, app, made.container(), openShift)
                .template(labels(service)))
        .withVolumeClaimTemplates(claims(service, made))
        .endSpec()
        .build();
  }

  private List<PersistentVolumeClaim> claims(BackingService service, Supply.Made made) {
    return made.container().volumes().isEmpty()
        ? List.of()
        : List.of(
            new PersistentVolumeClaimBuilder()
                .withMetadata(metadata(service, ServicePodTemplate.DATA))
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity(made.size()))
                .endResources()
                .endSpec()
                .build());
  }

  private ObjectMeta metadata(BackingService service, String name) {
    return new ObjectMetaBuilder().withName(name).withLabels(labels(service)).build();
  }

  private Map<String, String> labels(BackingService service) {
    Map<String, String> labels = selector(service);
    labels.put(Labels.COMPONENT, service.type().map(ServiceType::name).orElse("service"));
    labels.put(Labels.PART_OF, app);
    labels.put(Labels.MANAGED_BY, Labels.MANAGER);
    return labels;
  }

  private Map<String, String> selector(BackingService service) {
    Map<String, String> selector = new LinkedHashMap<>();
    selector.put(Labels.NAME, service.resource(app));
    selector.put(Labels.INSTANCE, owner(app));
    return selector;
  }

  /** Labels of a connection Secret, which is kept with the data when everything else is deleted. */
  public static Map<String, String> labelsOfConnection(String app) {
    return Map.of(Labels.PART_OF, owner(app), Labels.MANAGED_BY, Labels.MANAGER);
  }

  /** Selectors for the pods of the created services. */
  public Stream<Map<String, String>> selectors(AppServices services) {
    return services.all().stream().filter(it -> it.made().isPresent()).map(this::selector);
  }

  /** The names of the Secrets, in the order of the services. */
  public static Stream<String> connections(String app, AppServices services) {
    return services.all().stream().map(service -> service.resource(app));
  }
}
