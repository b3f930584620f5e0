package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.AppContainer;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the Deployment that runs the app among a project's own resources, by the image of its
 * containers.
 *
 * @param app name of the app and of the Deployment
 * @param reference the image to run
 * @param repositories possible repositories of the image in the resources, without tag and digest
 */
record AppWorkload(String app, String reference, Set<String> repositories) {

  AppWorkload {
    repositories = Collections.unmodifiableSet(new LinkedHashSet<>(repositories));
  }

  private static final String[] POD = {"spec", "template", "spec"};

  /**
   * The resources with the app's image in that Deployment.
   *
   * @param source origin of the resources for messages
   * @throws Problem if the Deployment cannot be determined
   */
  List<Mapping> put(List<Mapping> resources, String source) {
    Mapping found = find(resources, source);
    return resources.stream()
        .map(resource -> resource == found ? PodLabels.on(withImage(resource), app) : resource)
        .toList();
  }

  private Mapping find(List<Mapping> resources, String source) {
    List<Mapping> deployments =
        resources.stream()
            .filter(resource -> resource.text("kind").equals(Optional.of("Deployment")))
            .toList();
    List<Mapping> candidates =
        running(deployments, it -> it.contains("/") && repositories.contains(it));
    if (candidates.isEmpty()) {
      Set<String> names =
          repositories.stream().map(AppWorkload::lastPart).collect(Collectors.toSet());
      candidates = running(deployments, repository -> names.contains(lastPart(repository)));
    }
    List<Mapping> named = candidates.stream().filter(it -> name(it).equals(app)).toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    if (candidates.isEmpty()) {
      throw new Problem(
          "No Deployment in "
              + source
              + " runs an image named "
              + repositories.stream().sorted().collect(Collectors.joining(" or "))
              + (deployments.isEmpty()
                  ? "; there is no Deployment."
                  : ":\n" + described(deployments)),
          "Set the name of the image in these resources: -Ddev.image=REPOSITORY:TAG");
    }
    String names = candidates.stream().map(AppWorkload::name).collect(Collectors.joining(", "));
    throw candidates.size() == 1
        ? new Problem(
            "The image of this app runs in Deployment "
                + names
                + ", but the app is named "
                + app
                + ".",
            "Use the name of the Deployment: -Ddev.name=" + names)
        : new Problem(
            "Several Deployments in " + source + " run the image of this app: " + names + ".",
            "Select one of them: -Ddev.name=" + name(candidates.get(0)));
  }

  private List<Mapping> running(List<Mapping> deployments, Predicate<String> repository) {
    return deployments.stream()
        .filter(
            deployment ->
                containers(deployment).stream()
                    .anyMatch(container -> image(container).filter(repository).isPresent()))
        .toList();
  }

  private static String described(List<Mapping> deployments) {
    return deployments.stream()
        .map(
            deployment ->
                "  "
                    + name(deployment)
                    + ": "
                    + containers(deployment).stream()
                        .map(container -> container.text("image").orElse("no image"))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("\n"));
  }

  private Mapping withImage(Mapping deployment) {
    Predicate<Mapping> ours =
        container ->
            image(container).filter(repositories::contains).isPresent()
                || image(container)
                    .filter(
                        image ->
                            repositories.stream()
                                .anyMatch(it -> lastPart(it).equals(lastPart(image))))
                    .isPresent();
    Mapping changed = deployment;
    for (String field : List.of("initContainers", "containers")) {
      changed = withContainers(changed, field, items -> withImage(items, ours));
    }
    return changed;
  }

  private List<Node> withImage(List<Node> containers, Predicate<Mapping> ours) {
    return containers.stream()
        .map(
            container ->
                container instanceof Mapping mapping && ours.test(mapping)
                    ? mapping.with("image", new Scalar(mapping.at("image"), reference))
                    : container)
        .toList();
  }

  /**
   * Moves the app's container to the front, because it is the default of kubectl logs and exec, and
   * of this plugin. Merging puts the containers of a fragment before existing ones.
   */
  Mapping withOursFirst(Mapping resource) {
    if (!isOurs(resource)) {
      return resource;
    }
    return withContainers(
        resource,
        "containers",
        items -> {
          List<Node> ordered = new ArrayList<>(items);
          ours(items).ifPresent(ours -> ordered.add(0, ordered.remove((int) ours)));
          return ordered;
        });
  }

  /**
   * Keeps the order of a project's own manifests, and names the app's container where it could be
   * taken for another one.
   */
  Mapping withOursNamed(Mapping resource) {
    if (!isOurs(resource)) {
      return resource;
    }
    List<String> names =
        containers(resource).stream().map(it -> it.text("name").orElse("")).toList();
    return ours(List.copyOf(containers(resource)))
        .filter(ours -> ours != AppContainer.usual(names, app))
        .map(ours -> PodLabels.annotated(resource, AppContainer.ANNOTATION, names.get(ours)))
        .orElse(resource);
  }

  private boolean isOurs(Mapping resource) {
    return isWorkload(resource) && name(resource).equals(app);
  }

  /** The container with the app's image; of several, or if none has it, that with its name. */
  private Optional<Integer> ours(List<Node> containers) {
    return first(
            containers,
            it ->
                it.text("image").equals(Optional.of(reference))
                    && it.text("name").equals(Optional.of(app)))
        .or(() -> first(containers, it -> it.text("image").equals(Optional.of(reference))))
        .or(() -> first(containers, it -> it.text("name").equals(Optional.of(app))));
  }

  private static Optional<Integer> first(List<Node> containers, Predicate<Mapping> wanted) {
    for (int i = 0; i < containers.size(); i++) {
      if (containers.get(i) instanceof Mapping container && wanted.test(container)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Whether the resource creates pods. */
  static boolean isWorkload(Mapping resource) {
    return resource
        .text("kind")
        .filter(List.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")::contains)
        .isPresent();
  }

  private interface Change {
    List<Node> of(List<Node> items);
  }

  private static Mapping withContainers(Mapping deployment, String field, Change change) {
    Optional<Mapping> pod = deployment.mapping(POD);
    if (pod.isEmpty() || !(pod.get().get(field) instanceof Sequence list)) {
      return deployment;
    }
    Mapping spec = deployment.mapping("spec").orElseThrow();
    Mapping template = spec.mapping("template").orElseThrow();
    Mapping changed = pod.get().with(field, new Sequence(list.at(), change.of(list.items())));
    return deployment.with("spec", spec.with("template", template.with("spec", changed)));
  }

  private static List<Mapping> containers(Mapping deployment) {
    return deployment.mappings("spec", "template", "spec", "containers");
  }

  private static String name(Mapping resource) {
    return resource.text("metadata", "name").orElse("");
  }

  private static Optional<String> image(Mapping container) {
    return container.text("image").map(AppWorkload::repository);
  }

  /** The repository of an image reference, without tag and digest. */
  static String repository(String reference) {
    String tagged =
        reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
    int colon = tagged.lastIndexOf(':');
    return colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
  }

  private static String lastPart(String repository) {
    return repository.substring(repository.lastIndexOf('/') + 1);
  }
}
