package dev.innerloop.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The container of a pod that runs the app; a project's own manifests can have it anywhere. */
public final class AppContainer {

  /** On pods: the name of that container, where {@link #usual} is another one. */
  public static final String ANNOTATION = "dev.innerloop/container";

  private AppContainer() {}

  /** Its index, if nothing else is known: it has the name of the app, or else is the first one. */
  public static int usual(List<String> containers, String app) {
    return Math.max(0, containers.indexOf(app));
  }

  /** Its index in a pod, or in the template of one. */
  public static int index(@Nullable ObjectMeta pod, PodSpec spec, String app) {
    List<String> names = spec.getContainers().stream().map(Container::getName).toList();
    Optional<String> named =
        Optional.ofNullable(pod)
            .map(ObjectMeta::getAnnotations)
            .map(annotations -> annotations.get(ANNOTATION));
    return IntStream.range(0, names.size())
        .filter(i -> names.get(i).equals(named.orElse(null)))
        .findFirst()
        .orElseGet(() -> usual(names, app));
  }

  /** Its index in the pods of the Deployment of the app. */
  public static int index(Deployment deployment) {
    var template = deployment.getSpec().getTemplate();
    return index(template.getMetadata(), template.getSpec(), deployment.getMetadata().getName());
  }

  /** The container in the pods of the Deployment of the app. */
  public static Container of(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(index(deployment));
  }
}
