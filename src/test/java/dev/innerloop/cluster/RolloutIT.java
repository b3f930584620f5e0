package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.Node;
import dev.innerloop.acceptance.OnCluster;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategyBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.io.Closeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@OnCluster(ours = true)
class RolloutIT {

  private static TestNamespace namespace;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
    namespace.client.resource(Trial.program()).inNamespace(namespace.name).create();
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  @Test
  void waitsForPodsOfAStatefulSetOneByOne() {
    StatefulSet set = Trial.statefulSet("ordered", pod -> {});
    set.getSpec().setReplicas(2);
    assertThat(Trial.of(namespace, set).progress())
        .startsWith("0 of 2 replicas ready")
        .endsWith("2 of 2 replicas ready")
        .doesNotHaveDuplicates();

    StatefulSet changed = Trial.statefulSet("ordered", pod -> {}, "changed");
    changed.getSpec().setReplicas(2);
    changed
        .getSpec()
        .setUpdateStrategy(
            new StatefulSetUpdateStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(1)
                .endRollingUpdate()
                .build());
    Trial partitioned = Trial.of(namespace, changed);
    assertThat(partitioned.progress()).endsWith("2 of 2 replicas ready").doesNotHaveDuplicates();
    assertThat(partitioned.notes())
        .containsExactly(
            "StatefulSet ordered keeps 1 pod of the previous revision: its partition is 1.");

    StatefulSet byHand = Trial.statefulSet("ordered", pod -> {}, "by", "hand");
    byHand.getSpec().setReplicas(2);
    byHand
        .getSpec()
        .setUpdateStrategy(new StatefulSetUpdateStrategyBuilder().withType("OnDelete").build());
    Trial kept = Trial.of(namespace, byHand);
    assertThat(kept.progress()).containsExactly("2 of 2 replicas ready");
    assertThat(kept.notes())
        .containsExactly(
            "StatefulSet ordered keeps 2 pods of the previous revision until they are deleted"
                + " (updateStrategy OnDelete): kubectl delete pod NAME");
  }

  @Test
  void waitsUntilAJobIsComplete() {
    assertThat(Trial.of(namespace, Trial.job("working", pod -> {}, "exit", "0")).progress())
        .containsExactly("0 of 1 pod has succeeded", "1 of 1 pod has succeeded");
  }

  @Test
  void continuesWithoutDiagnosisIfPodsMayNotBeRead() throws Exception {
    String user = "jane";
    namespace
        .client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("applies")
                .endMetadata()
                .addNewRule()
                .withApiGroups("apps")
                .withResources("deployments")
                .withVerbs("get", "list", "watch", "create", "patch")
                .endRule()
                .build())
        .inNamespace(namespace.name)
        .create();
    namespace
        .client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("applies")
                .endMetadata()
                .addNewSubject()
                .withApiGroup("rbac.authorization.k8s.io")
                .withKind("User")
                .withName(user)
                .endSubject()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "applies")
                .build())
        .inNamespace(namespace.name)
        .create();

    try (Cluster cluster = TestNamespace.connect(Node.kubeconfigOf(user)).orElseThrow()) {
      Trial trial =
          Trial.of(
              cluster.workload(namespace.name, "unseen"),
              Trial.LONG,
              Trial.deployment("unseen", pod -> {}));

      assertThat(trial.progress())
          .containsExactly("0 of 1 replicas ready", "1 of 1 replicas ready");
      assertThat(trial.notes())
          .hasSize(2)
          .first()
          .asString()
          .startsWith(
              "The causes of a failed rollout cannot be reported in full, because you are not"
                  + " allowed to read them: pods is forbidden: User \"jane\" cannot list resource"
                  + " \"pods\"");
    }
  }

  @Test
  void leavesOutWhatWasLoggedBeforeFollowingBegins() throws Exception {
    List<String> all = new CopyOnWriteArrayList<>();
    Workload chatting = namespace.workload("chatting");
    try (Closeable following = chatting.followLog(Optional.empty(), (pod, line) -> all.add(line))) {
      namespace.deploy("chatting", namespace.program("chatting", OptionalInt.of(1), "one"));
      TestNamespace.await("its first lines", () -> all.contains("listens"));
    }
    Instant started = Instant.now().plusSeconds(3); // the kubelet counts whole seconds
    TestNamespace.await("lines to be older", () -> Instant.now().isAfter(started));

    List<String> lines = new CopyOnWriteArrayList<>();
    try (Closeable following =
        chatting.followLog(Optional.of(started), (pod, line) -> lines.add(line))) {
      namespace.deploy("chatting", namespace.program("chatting", OptionalInt.of(1), "two"));
      TestNamespace.await("the new pod", () -> lines.contains("started two"));
      assertThat(lines).doesNotContain("started one");
    }
  }

  @Test
  void followsEachLineOnceAcrossRestartsAndToNewPods() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (Closeable following =
        namespace.workload("talking").followLog(Optional.empty(), (pod, line) -> lines.add(line))) {
      namespace.deploy("talking", namespace.program("talking", OptionalInt.of(1), "one"));
      TestNamespace.await("the first lines", () -> lines.contains("listens"));
      var seen = new CopyOnWriteArrayList<dev.innerloop.replica.Replica>();
      try (Closeable watching =
          namespace
              .workload("talking")
              .replicas(PodProgram.PORT)
              .watch(
                  new dev.innerloop.replica.ReplicaSource.Listener() {
                    @Override
                    public void appeared(dev.innerloop.replica.Replica replica) {
                      seen.add(replica);
                    }

                    @Override
                    public void disappeared(dev.innerloop.replica.Replica replica) {}
                  })) {
        TestNamespace.await("a replica", () -> !seen.isEmpty());
      }
      try (var connection = seen.get(0).connect(PodProgram.PORT)) {
        connection.output().write("exit".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        TestNamespace.await("the restart", () -> count(lines, "listens") == 2);
      }
      namespace.deploy("talking", namespace.program("talking", OptionalInt.of(1), "two"));
      TestNamespace.await("the new pod", () -> lines.contains("started two"));
      TestNamespace.await("it to listen", () -> count(lines, "listens") == 3);
      assertThat(lines)
          .filteredOn(line -> !line.startsWith("Picked up"))
          .containsExactly(
              "started one",
              "listens",
              "exits",
              "started one",
              "listens",
              "started two",
              "listens");
    }
  }

  private static long count(List<String> lines, String line) {
    return lines.stream().filter(line::equals).count();
  }
}
