package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.rollout.RolloutListener;
import dev.innerloop.cluster.rollout.RolloutProgress;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A workload whose rollout is followed by a dedicated thread, so that many fail at once. */
final class Trial implements RolloutListener {

  /** The node is slow when others use it, too. */
  static final Duration LONG = Duration.ofMinutes(4);

  private final List<String> progress = new CopyOnWriteArrayList<>();
  private final List<Diagnosis> hindrances = new CopyOnWriteArrayList<>();
  private final List<Diagnosis> failures = new CopyOnWriteArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final CompletableFuture<@Nullable Problem> end = new CompletableFuture<>();

  static Trial of(TestNamespace namespace, HasMetadata... resources) {
    return of(namespace, LONG, resources);
  }

  static Trial of(TestNamespace namespace, Duration atMost, HasMetadata... resources) {
    return of(
        namespace.workload(resources[resources.length - 1].getMetadata().getName()),
        atMost,
        resources);
  }

  /** Applies the resources, the last of which is the workload, and follows them. */
  static Trial of(Workload workload, Duration atMost, HasMetadata... resources) {
    Trial trial = new Trial();
    Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "trial-" + workload.app());
              thread.setDaemon(true);
              return thread;
            })
        .execute(() -> trial.follow(workload, new Resources(List.of(resources)), atMost));
    return trial;
  }

  private void follow(Workload workload, Resources resources, Duration atMost) {
    try {
      workload.apply(resources, (resource, outcome) -> {});
      workload.awaitRollout(resources, atMost, this);
      end.complete(null);
    } catch (Problem problem) {
      end.complete(problem);
    } catch (InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  /** It is rolled out. */
  List<String> progress() {
    assertThat(ended()).isNull();
    return progress;
  }

  List<String> notes() {
    return notes;
  }

  /** Why it failed; the user sees the same. */
  Diagnosis diagnosis() {
    assertThat(ended()).isNotNull();
    assertThat(failures).hasSize(1);
    assertThat(ended()).hasMessage(failures.get(0).problem().getMessage());
    return failures.get(0);
  }

  /** The reported problem with this cause; a busy node reports others before. */
  Diagnosis hindrance(Cause cause) {
    TestNamespace.await(
        "what hinders it by " + cause, () -> hinderedBy(cause).isPresent() || end.isDone());
    return hinderedBy(cause)
        .orElseThrow(
            () -> new AssertionError("told before the end: " + hindrances + ", then " + failures));
  }

  private Optional<Diagnosis> hinderedBy(Cause cause) {
    return hindrances.stream().filter(it -> it.cause() == cause).findFirst();
  }

  @Nullable Problem ended() {
    try {
      return end.get(LONG.toSeconds() + 60, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void progressed(RolloutProgress now) {
    progress.add(now.message());
  }

  @Override
  public void hindered(Diagnosis diagnosis) {
    hindrances.add(diagnosis);
  }

  @Override
  public void failed(Diagnosis diagnosis) {
    failures.add(diagnosis);
  }

  @Override
  public void noted(String text) {
    notes.add(text);
  }

  /** The volume with the program of {@link #pod}. */
  static HasMetadata program() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("program")
        .endMetadata()
        .addToBinaryData(
            "PodProgram.class", Base64.getEncoder().encodeToString(TestNamespace.program()))
        .build();
  }

  static Deployment deployment(String name, Consumer<PodSpec> edit, String... program) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofAllOf(name))
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .withMatchLabels(Labels.selector(name))
        .endSelector()
        .withTemplate(template(name, edit, program))
        .endSpec()
        .build();
  }

  static StatefulSet statefulSet(String name, Consumer<PodSpec> edit, String... program) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofAllOf(name))
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(name)
        .withNewSelector()
        .withMatchLabels(Labels.selector(name))
        .endSelector()
        .withTemplate(template(name, edit, program))
        .endSpec()
        .build();
  }

  static Job job(String name, Consumer<PodSpec> edit, String... program) {
    PodTemplateSpec template = template(name, edit, program);
    template.getSpec().setRestartPolicy("Never");
    return new JobBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofAllOf(name))
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withTemplate(template)
        .endSpec()
        .build();
  }

  /** One of its pods, by itself. */
  static Pod pod(String name) {
    PodTemplateSpec template = template(name, spec -> {});
    return new PodBuilder()
        .withMetadata(template.getMetadata())
        .editMetadata()
        .withName(name)
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  private static PodTemplateSpec template(String name, Consumer<PodSpec> edit, String... program) {
    PodTemplateSpec template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(Labels.selector(name))
            .endMetadata()
            .withNewSpec()
            .withTerminationGracePeriodSeconds(0L)
            .withAutomountServiceAccountToken(false)
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .addNewVolume()
            .withName("program")
            .withNewConfigMap()
            .withName("program")
            .endConfigMap()
            .endVolume()
            .addNewContainer()
            .withName(name)
            .withImage(TestNamespace.IMAGE)
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .withNewResources()
            .addToRequests("cpu", new Quantity("10m"))
            .addToRequests("memory", new Quantity("32Mi"))
            .endResources()
            .addNewVolumeMount()
            .withName("program")
            .withMountPath("/opt/dev/innerloop/cluster")
            .endVolumeMount()
            .endContainer()
            .endSpec()
            .build();
    Container container = template.getSpec().getContainers().get(0);
    container.setCommand(command(program));
    edit.accept(template.getSpec());
    return template;
  }

  /** Runs {@link PodProgram}; a first argument of {@code -Xmx8m} is the JVM's. */
  static List<String> command(String... program) {
    List<String> command = new ArrayList<>(List.of(TestNamespace.JAVA, "-XX:TieredStopAtLevel=1"));
    List<String> arguments = new ArrayList<>(List.of(program));
    while (!arguments.isEmpty() && arguments.get(0).startsWith("-")) {
      command.add(arguments.remove(0));
    }
    command.addAll(List.of("-cp", "/opt", "dev.innerloop.cluster.PodProgram"));
    command.addAll(arguments);
    return command;
  }
}
