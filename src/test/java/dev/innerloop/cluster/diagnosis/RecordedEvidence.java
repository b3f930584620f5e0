package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evidence that a test has set up. */
public final class RecordedEvidence implements Evidence {

  private final List<Event> events = new ArrayList<>();
  private Optional<PersistentVolumeClaim> claim = Optional.empty();
  private NodeState node = new NodeState(NodeState.Kind.READY, "");
  private List<String> log = List.of();

  public RecordedEvidence event(String reason, String container, String message) {
    events.add(
        new EventBuilder()
            .withNewMetadata()
            .endMetadata()
            .withReason(reason)
            .withMessage(message)
            .withLastTimestamp("2026-11-25T10:00:00Z")
            .withNewInvolvedObject()
            .withFieldPath("spec.containers{" + container + "}")
            .endInvolvedObject()
            .build());
    return this;
  }

  RecordedEvidence claim(PersistentVolumeClaim of) {
    claim = Optional.of(of);
    return this;
  }

  RecordedEvidence node(NodeState.Kind kind, String words) {
    node = new NodeState(kind, words);
    return this;
  }

  public RecordedEvidence log(String... lines) {
    log = List.of(lines);
    return this;
  }

  /** The problem found with a pod. */
  public Optional<Finding> find(Pod pod) {
    return Diagnoses.of(
        new Subject(List.of(), Instant.EPOCH, List.of(pod), false, false, false), this);
  }

  public Diagnosis found(Pod pod) {
    return find(pod).orElseThrow().diagnosis();
  }

  @Override
  public List<Pod> pods(LabelSelector selector) {
    return List.of();
  }

  @Override
  public List<ReplicaSet> replicaSets(LabelSelector selector) {
    return List.of();
  }

  @Override
  public List<Event> events(HasMetadata object) {
    return events;
  }

  @Override
  public Optional<PersistentVolumeClaim> claim(String name) {
    return claim;
  }

  @Override
  public NodeState node(String name) {
    return node;
  }

  @Override
  public List<String> lastLines(String pod, String container) {
    return log;
  }
}
