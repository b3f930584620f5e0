package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Pods as recorded on clusters, with one container {@code hello}. */
public final class RecordedPods {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private RecordedPods() {}

  public static Pod waiting(String reason, String message) {
    Pod pod =
        pod("{name: hello, ready: false, image: 'r.io/a:1', state: {waiting: {reason: X}}}", "");
    var waiting = pod.getStatus().getContainerStatuses().get(0).getState().getWaiting();
    waiting.setReason(reason);
    waiting.setMessage(message);
    return pod;
  }

  public static Pod crashing(String ended) {
    return pod(
        "{name: hello, ready: false, state: {waiting: {reason: CrashLoopBackOff}}, lastState:"
            + " {terminated: {"
            + ended
            + "}}}",
        "");
  }

  public static Pod creating() {
    return pod("{name: hello, ready: false, state: {waiting: {reason: ContainerCreating}}}", "");
  }

  public static Pod unscheduled(String message) {
    Pod pod = pod("", "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable}]");
    pod.getSpec().setNodeName(null);
    pod.getStatus().getConditions().get(0).setMessage(message);
    return pod;
  }

  public static Pod pod(String containerStatus, String status) {
    return YAML.unmarshal(
        """
        # recorded
        {apiVersion: v1, kind: Pod, metadata: {name: hello-1, uid: u},
         spec: {nodeName: n1, containers: [{name: hello, resources: {limits: {memory: 64Mi}},
                readinessProbe: {httpGet: {path: /ready, port: 8080}}}],
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]},
         status: {phase: Pending, containerStatuses: [%s]%s}}
        """
            .formatted(
                containerStatus.startsWith("containerStatuses") ? "" : containerStatus,
                status.isEmpty() ? "" : ", " + status),
        Pod.class);
  }
}
