package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Adds the labels by which sessions find the pods of an app to a Deployment of the project. */
final class PodLabels {

  private PodLabels() {}

  /**
   * @throws Problem if the Deployment selects its pods by another value of one of the labels
   */
  static Mapping on(Mapping deployment, String app) {
    Optional<Mapping> template = deployment.mapping("spec", "template");
    if (template.isEmpty()) {
      return deployment; // reported by the checks
    }
    Mapping metadata = mapping(template.get(), "metadata");
    Mapping labels = mapping(metadata, "labels");
    Map<String, Node> all = new LinkedHashMap<>(labels.fields());
    Labels.selector(app)
        .forEach(
            (label, value) -> {
              requireFree(deployment, label, value);
              all.put(label, new Scalar(labels.at(), value));
            });
    Mapping labelled = metadata.with("labels", new Mapping(labels.at(), all));
    Mapping spec = mapping(deployment, "spec");
    return deployment.with(
        "spec", spec.with("template", template.get().with("metadata", labelled)));
  }

  /** The Deployment with an annotation of its pods. */
  static Mapping annotated(Mapping deployment, String annotation, String value) {
    Mapping spec = mapping(deployment, "spec");
    Mapping template = mapping(spec, "template");
    Mapping metadata = mapping(template, "metadata");
    Mapping annotations = mapping(metadata, "annotations");
    Mapping more = annotations.with(annotation, new Scalar(annotations.at(), value));
    return deployment.with(
        "spec",
        spec.with("template", template.with("metadata", metadata.with("annotations", more))));
  }

  private static void requireFree(Mapping deployment, String label, String value) {
    Optional<String> pinned = deployment.text("spec", "selector", "matchLabels", label);
    if (pinned.isPresent() && !pinned.get().equals(value)) {
      throw new Problem(
          deployment.at("spec", "selector", "matchLabels", label)
              + ": the Deployment selects its pods by "
              + label
              + "="
              + pinned.get()
              + ", but sessions select the pods of this app by "
              + label
              + "="
              + value
              + ".",
          "Set the label to this value in the selector, the pods and the Services, or use another"
              + " label.");
    }
  }

  private static Mapping mapping(Mapping of, String field) {
    return of.mapping(field).orElse(new Mapping(of.at(), Map.of()));
  }
}
