package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.api.ApiErrors;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads from the API server: pods each time, other evidence about once a second. */
public final class ClusterEvidence implements Evidence {

  private static final int FORBIDDEN = 403;
  private static final long FRESH_NANOS = 1_000_000_000;
  private static final int LOOKS_AT_LOG = 20;
  private static final int LOOKS_AT_EMPTY_LOG = 5;
  private static final long BETWEEN_LOOKS_NANOS = 500_000_000;
  private static final int LOG_LINES = 15;

  private final KubernetesClient client;
  private final String namespace;
  private final Consumer<String> unreadable;
  private final Set<String> forbidden = new HashSet<>();
  private final Map<String, Object> read = new HashMap<>();
  private long readSince = System.nanoTime();

  /**
   * @param unreadable receives each kind that the user may not read, once
   */
  public ClusterEvidence(KubernetesClient client, String namespace, Consumer<String> unreadable) {
    this.client = client;
    this.namespace = namespace;
    this.unreadable = unreadable;
  }

  @Override
  public List<Pod> pods(LabelSelector selector) {
    return permitted(
        "pods",
        List.of(),
        () -> client.pods().inNamespace(namespace).withLabelSelector(selector).list().getItems());
  }

  @Override
  public List<ReplicaSet> replicaSets(LabelSelector selector) {
    return permitted(
        "replicasets",
        List.of(),
        () ->
            client
                .apps()
                .replicaSets()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems());
  }

  @Override
  public List<Event> events(HasMetadata object) {
    String uid = object.getMetadata().getUid();
    return cached(
        "events",
        "events " + uid,
        List.of(),
        () ->
            client
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.uid", uid)
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(Events::time))
                .toList());
  }

  @Override
  public Optional<PersistentVolumeClaim> claim(String name) {
    return cached(
        "persistentvolumeclaims",
        "claim " + name,
        Optional.empty(),
        () ->
            Optional.ofNullable(
                client.persistentVolumeClaims().inNamespace(namespace).withName(name).get()));
  }

  /** Nodes are not namespaced: most users may not read them, which needs no message. */
  @Override
  public NodeState node(String name) {
    NodeState unknown = new NodeState(NodeState.Kind.UNKNOWN, "");
    return cached("nodes", "node " + name, unknown, () -> state(name));
  }

  private NodeState state(String name) {
    Node node = client.nodes().withName(name).get();
    if (node == null) {
      return new NodeState(NodeState.Kind.GONE, "nodes \"" + name + "\" not found");
    }
    return node.getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .findFirst()
        .map(ClusterEvidence::state)
        .orElseGet(() -> new NodeState(NodeState.Kind.NOT_READY, "it has no condition Ready"));
  }

  private static NodeState state(NodeCondition ready) {
    return "True".equals(ready.getStatus())
        ? new NodeState(NodeState.Kind.READY, "")
        : new NodeState(NodeState.Kind.NOT_READY, ready.getReason() + ": " + ready.getMessage());
  }

  @Override
  public List<String> lastLines(String pod, String container) {
    return cached("logs", "log " + pod + "/" + container, List.of(), () -> lines(pod, container));
  }

  private List<String> lines(String pod, String container) {
    return log(pod, container).strip().lines().toList();
  }

  private String log(String pod, String container) {
    ContainerResource it =
        client.pods().inNamespace(namespace).withName(pod).inContainer(container);
    Optional<String> log = ended(it);
    for (int look = 1; look < (log.isPresent() ? LOOKS_AT_EMPTY_LOG : LOOKS_AT_LOG); look++) {
      if (log.filter(text -> !text.isBlank()).isPresent()) {
        break;
      }
      // Until its status names the next one, or the runtime has written the last lines.
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      log = ended(it);
    }
    return log.orElse("");
  }

  /** The log of the container that terminated last, which may be blank; empty if unreadable now. */
  private static Optional<String> ended(ContainerResource container) {
    try {
      return available(container.terminated().tailingLines(LOG_LINES).getLog());
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        throw e;
      }
      // It was not restarted: then the terminated one is the only one. Or it was restarted just
      // now, and has not printed anything yet.
      return available(container.tailingLines(LOG_LINES).getLog());
    }
  }

  /** The kubelet's answer, in place of the log, while it deletes the container. */
  private static Optional<String> available(String log) {
    return Optional.of(log).filter(it -> !it.startsWith("unable to retrieve container logs for "));
  }

  @SuppressWarnings("unchecked")
  private <T> T cached(String what, String key, T otherwise, Supplier<T> reading) {
    if (System.nanoTime() - readSince > FRESH_NANOS) {
      read.clear();
      readSince = System.nanoTime();
    }
    return (T) read.computeIfAbsent(key, absent -> permitted(what, otherwise, reading));
  }

  /** What cannot be read now is read again with the next poll. */
  private <T> T permitted(String what, T otherwise, Supplier<T> reading) {
    if (forbidden.contains(what)) {
      return otherwise;
    }
    try {
      return reading.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        forbidden.add(what);
        if (!what.equals("nodes")) {
          unreadable.accept(ApiErrors.reason(e));
        }
      }
      return otherwise;
    }
  }
}
