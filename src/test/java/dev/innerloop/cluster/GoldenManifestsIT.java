package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our generated manifests, sent to a real API server whose namespace enforces {@code restricted}.
 */
@OnCluster(ours = true)
class GoldenManifestsIT {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  /** Of APIs that the node does not serve. */
  private static final Set<String> OF_EXTENSIONS = Set.of("HTTPRoute", "Route");

  private static TestNamespace namespace;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(file -> file.getParent().endsWith("kubernetes")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAcceptedByTheApiServer(Path file) throws IOException {
    HasMetadata resource = read(file);
    if (OF_EXTENSIONS.contains(resource.getKind())) {
      assertThat(namespace.client.supports(resource.getApiVersion(), resource.getKind())).isFalse();
      return;
    }

    HasMetadata accepted =
        namespace
            .client
            .resource(resource)
            .inNamespace(namespace.name)
            .dryRun()
            .fieldManager(Labels.MANAGER)
            .serverSideApply();

    assertThat(accepted.getMetadata().getManagedFields())
        .extracting(entry -> entry.getManager())
        .contains(Labels.MANAGER);
  }

  @ParameterizedTest
  @MethodSource("files")
  void hasPodsThatARestrictedNamespaceAdmits(Path file) throws IOException {
    HasMetadata resource = read(file);
    Optional<PodTemplateSpec> template = template(resource);
    if (template.isEmpty()) {
      assertThat(resource.getKind()).isNotIn("Deployment", "StatefulSet", "Job", "CronJob");
      return;
    }
    account(file);

    Pod accepted =
        namespace
            .client
            .resource(
                new PodBuilder()
                    .withMetadata(template.get().getMetadata())
                    .editMetadata()
                    .withName("probe")
                    .endMetadata()
                    .withSpec(template.get().getSpec())
                    .build())
            .inNamespace(namespace.name)
            .dryRun()
            .create();

    assertThat(accepted.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
  }

  @Test
  void deletesAllKindsThatItApplies() throws Exception {
    List<HasMetadata> resources = new ArrayList<>();
    for (Path file : files()) {
      if (file.startsWith(FOLDER.resolve("everything")) && template(read(file)).isEmpty()) {
        resources.add(read(file));
      }
    }
    Workload workload = namespace.workload("shop");
    workload.apply(new Resources(resources), (resource, outcome) -> {});
    assertThat(present(resources)).hasSameSizeAs(resources);

    assertThat(workload.delete(Duration.ofSeconds(60)).removed())
        .containsExactlyInAnyOrderElementsOf(
            resources.stream().map(it -> it.getKind() + " " + it.getMetadata().getName()).toList());

    assertThat(present(resources)).isEmpty();
  }

  private static List<String> present(List<HasMetadata> resources) {
    return resources.stream()
        .filter(it -> namespace.client.resource(it).inNamespace(namespace.name).get() != null)
        .map(HasMetadata::getKind)
        .toList();
  }

  /** A pod whose ServiceAccount does not exist is rejected. */
  private static void account(Path beside) throws IOException {
    try (Stream<Path> all = Files.list(beside.getParent())) {
      for (Path file : all.filter(it -> it.toString().endsWith("-serviceaccount.yml")).toList()) {
        assertThat(read(file)).isInstanceOf(ServiceAccount.class);
        namespace.client.resource(read(file)).inNamespace(namespace.name).serverSideApply();
      }
    }
  }

  private static Optional<PodTemplateSpec> template(HasMetadata resource) {
    if (resource instanceof Deployment deployment) {
      return Optional.of(deployment.getSpec().getTemplate());
    }
    if (resource instanceof StatefulSet set) {
      return Optional.of(withClaims(set));
    }
    if (resource instanceof CronJob cronJob) {
      return Optional.of(cronJob.getSpec().getJobTemplate().getSpec().getTemplate());
    }
    return resource instanceof Job job
        ? Optional.of(job.getSpec().getTemplate())
        : Optional.empty();
  }

  /** As the controller creates the pods. */
  private static PodTemplateSpec withClaims(StatefulSet set) {
    PodTemplateSpecBuilder template = new PodTemplateSpecBuilder(set.getSpec().getTemplate());
    for (PersistentVolumeClaim claim : set.getSpec().getVolumeClaimTemplates()) {
      String name = claim.getMetadata().getName();
      template
          .editSpec()
          .addNewVolume()
          .withName(name)
          .withNewPersistentVolumeClaim()
          .withClaimName(name + "-0")
          .endPersistentVolumeClaim()
          .endVolume()
          .endSpec();
    }
    return template.build();
  }

  private static HasMetadata read(Path file) throws IOException {
    return namespace
        .client
        .getKubernetesSerialization()
        .unmarshal(Files.readString(file), HasMetadata.class);
  }
}
