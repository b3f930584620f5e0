package dev.innerloop.export;

import dev.innerloop.manifest.AppContainer;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import dev.innerloop.manifest.tree.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Extracts the values that differ between environments from resources. */
final class ChartTemplates {

  private static final Position NOWHERE = new Position("the chart", 0);

  /** Depends on the port, which is the same in all environments. */
  private static final String PORT = "PORT";

  private static final String CHECKSUM = "checksum/config";

  private final String app;
  private final String image;
  private final boolean scaled;
  private final ChartValues values;

  ChartTemplates(String app, String image, List<Mapping> resources, ChartValues values) {
    this.app = app;
    this.image = image;
    this.scaled = resources.stream().anyMatch(it -> isKind(it, "HorizontalPodAutoscaler"));
    this.values = values;
  }

  Mapping of(Mapping resource) {
    String name = resource.text("metadata", "name").orElse("");
    String kind = resource.text("kind").orElse("");
    switch (kind) {
      case "ConfigMap":
        return field(resource, data -> block(data, "config", name), "data");
      case "PersistentVolumeClaim":
        return field(
            resource,
            size -> text(size, "storage", name, "size"),
            "spec",
            "resources",
            "requests",
            "storage");
      default:
        return name.equals(app) ? ofApp(resource, kind) : resource;
    }
  }

  private Mapping ofApp(Mapping resource, String kind) {
    return switch (kind) {
      case "Deployment", "StatefulSet" ->
          pods(scaled ? resource : replicas(resource), "spec", "template");
      case "Job" -> pods(resource, "spec", "template");
      case "CronJob" ->
          pods(
              field(resource, it -> text(it, "schedule"), "spec", "schedule"),
              "spec",
              "jobTemplate",
              "spec",
              "template");
      case "HorizontalPodAutoscaler" ->
          field(
              field(resource, it -> number(it, "autoscaling", "min"), "spec", "minReplicas"),
              it -> number(it, "autoscaling", "max"),
              "spec",
              "maxReplicas");
      case "Ingress" -> ingress(resource);
      case "Route" -> annotations(field(resource, this::host, "spec", "host"), "ingress");
      case "HTTPRoute" ->
          annotations(
              field(resource, hosts -> each(hosts, this::host), "spec", "hostnames"), "ingress");
      case "ServiceAccount" -> annotations(resource, "serviceAccount");
      default -> resource;
    };
  }

  private Mapping replicas(Mapping workload) {
    Mapping spec = workload.mapping("spec").orElse(new Mapping(NOWHERE, Map.of()));
    Object number = spec.get("replicas") instanceof Scalar scalar ? scalar.value() : null;
    return workload.with(
        "spec",
        spec.with(
            "replicas",
            new Scalar(NOWHERE, HelmValue.optionalNumber(values.put(number, "replicas")))));
  }

  private Mapping pods(Mapping workload, String... template) {
    Mapping checked =
        field(
            workload,
            it ->
                new Scalar(
                    NOWHERE, HelmValue.raw("{{ toJson .Values.config | sha256sum | quote }}")),
            path(template, "metadata", "annotations", CHECKSUM));
    Mapping imaged = checked;
    for (String containers : List.of("initContainers", "containers")) {
      imaged = field(imaged, list -> each(list, this::imaged), path(template, "spec", containers));
    }
    List<String> names =
        workload.mappings(path(template, "spec", "containers")).stream()
            .map(container -> container.text("name").orElse(""))
            .toList();
    int app =
        workload
            .text(path(template, "metadata", "annotations", AppContainer.ANNOTATION))
            .map(names::indexOf)
            .orElseGet(
                () -> AppContainer.usual(names, workload.text("metadata", "name").orElse("")));
    return field(imaged, list -> parametrised(list, app), path(template, "spec", "containers"));
  }

  /** Applies to every container with the image, including init containers. */
  private Node imaged(Node container) {
    return container instanceof Mapping mapping && mapping.text("image").equals(Optional.of(image))
        ? mapping.with("image", image())
        : container;
  }

  /** Only the container of the app, because others may have variables of the same names. */
  private Node parametrised(Node containers, int app) {
    if (!(containers instanceof Sequence list)
        || list.items().isEmpty()
        || !(list.items().get(app) instanceof Mapping container)) {
      return containers;
    }
    List<Node> items = new ArrayList<>(list.items());
    items.set(
        app,
        field(
            field(container, it -> block(it, "resources"), "resources"),
            variables -> each(variables, this::variable),
            "env"));
    return new Sequence(list.at(), items);
  }

  private Scalar image() {
    int at = image.indexOf('@');
    int colon = image.lastIndexOf(':', at);
    String repository = values.put(image.substring(0, colon), "image", "repository");
    String tag = values.put(image.substring(colon + 1, at), "image", "tag");
    String digest = values.put(image.substring(at + 1), "image", "digest");
    return new Scalar(
        NOWHERE,
        HelmValue.raw("\"{{ " + repository + " }}:{{ " + tag + " }}@{{ " + digest + " }}\""));
  }

  private Node variable(Node item) {
    return item instanceof Mapping variable
        ? variable
            .text("name")
            .filter(name -> !name.equals(PORT) && variable.text("value").isPresent())
            .<Node>map(name -> field(variable, value -> text(value, "env", name), "value"))
            .orElse(variable)
        : item;
  }

  private Mapping ingress(Mapping ingress) {
    Mapping changed =
        field(
            annotations(ingress, "ingress"),
            it -> text(it, "ingress", "className"),
            "spec",
            "ingressClassName");
    List<Mapping> rules = ingress.mappings("spec", "rules");
    if (rules.size() != 1) {
      return changed; // ambiguous with several hosts
    }
    changed =
        field(
            changed,
            list -> each(list, rule -> field((Mapping) rule, this::host, "host")),
            "spec",
            "rules");
    return ingress.mappings("spec", "tls").size() == 1
        ? field(changed, list -> each(list, tls -> tls((Mapping) tls)), "spec", "tls")
        : changed;
  }

  private Mapping tls(Mapping tls) {
    return field(
        field(tls, hosts -> each(hosts, this::host), "hosts"),
        it -> text(it, "ingress", "tlsSecret"),
        "secretName");
  }

  /** Replaces the app's host only. */
  private Node host(Node host) {
    Object known = values.host();
    return host instanceof Scalar scalar && (known == null || known.equals(scalar.value()))
        ? text(host, "host")
        : host;
  }

  private Mapping annotations(Mapping resource, String section) {
    return field(resource, it -> block(it, section, "annotations"), "metadata", "annotations");
  }

  private Node text(Node value, String... path) {
    return new Scalar(NOWHERE, HelmValue.text(values.put(value.plain(), path)));
  }

  private Node number(Node value, String... path) {
    return new Scalar(NOWHERE, HelmValue.number(values.put(value.plain(), path)));
  }

  private Node block(Node value, String... path) {
    return new Scalar(NOWHERE, HelmValue.block(values.put(value.plain(), path)));
  }

  private static Node each(Node list, UnaryOperator<Node> change) {
    return list instanceof Sequence sequence
        ? new Sequence(sequence.at(), sequence.items().stream().map(change).toList())
        : list;
  }

  /** Changes the node at a path of fields, if it exists. */
  private static Mapping field(Mapping in, UnaryOperator<Node> change, String... path) {
    Node value = in.get(path[0]);
    if (value == null) {
      return in;
    }
    if (path.length == 1) {
      return in.with(path[0], change.apply(value));
    }
    return value instanceof Mapping inner
        ? in.with(path[0], field(inner, change, Arrays.copyOfRange(path, 1, path.length)))
        : in;
  }

  private static String[] path(String[] start, String... more) {
    List<String> path = new ArrayList<>(List.of(start));
    path.addAll(List.of(more));
    return path.toArray(String[]::new);
  }

  private static boolean isKind(Mapping resource, String kind) {
    return resource.text("kind").equals(Optional.of(kind));
  }
}
