package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.check.Checks;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.schema.Schema;
import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.service.AppServices;
import dev.innerloop.service.BackingService;
import dev.innerloop.service.BackingService.Supply;
import dev.innerloop.service.KnownTypes;
import dev.innerloop.service.ServiceType;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceResourcesTest {

  @ParameterizedTest
  @MethodSource("dev.innerloop.service.KnownTypes#all")
  void areValidForEveryKnownService(ServiceType type) {
    Findings findings = new Findings();
    Resources resources = resources(BackingService.of(type, "a test"), false);
    ClusterObjects cluster =
        (kind, name) ->
            kind.equals("Secret") && name.equals("shop-" + type.name())
                ? ClusterObjects.Presence.PRESENT
                : ClusterObjects.Presence.ABSENT;
    Checks checks = new Checks(Schema.bundled(), cluster, findings);
    checks.each(resources.trees());
    checks.together(resources.trees());

    assertThat(findings.all()).isEmpty();
    assertThat(resources.all()).hasSize(2);
  }

  @Test
  void takeTheLoginFromTheSecretOfTheConnection() {
    StatefulSet set = workload(resources(BackingService.of(KnownTypes.POSTGRESQL, ""), false));
    List<EnvVar> variables = set.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv();

    assertThat(variables)
        .filteredOn(variable -> variable.getName().equals("POSTGRES_PASSWORD"))
        .singleElement()
        .satisfies(
            variable -> {
              assertThat(variable.getValue()).isNull();
              assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                  .isEqualTo("shop-postgresql");
              assertThat(variable.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("password");
            });
  }

  @Test
  void haveNothingOfASecretThatAComposeFileSays() {
    BackingService plain = BackingService.of(KnownTypes.POSTGRESQL, "");
    Resources resources =
        resources(
            new BackingService(
                "db", plain.type(), "", Map.of("password", "s3cret-s3cret"), plain.supply()),
            false);

    assertThat(resources.yaml().values()).noneMatch(yaml -> yaml.contains("s3cret"));
  }

  @Test
  void keepOneClaimForThePodThatThereIs() {
    StatefulSet set = workload(resources(BackingService.of(KnownTypes.MARIADB, ""), false));

    assertThat(set.getSpec().getReplicas()).isEqualTo(1);
    assertThat(set.getSpec().getVolumeClaimTemplates()).hasSize(1);
    assertThat(
            set.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getVolumeMounts()
                .get(0)
                .getSubPath())
        .isEqualTo("data");
  }

  @Test
  void leaveUsersToOpenShift() {
    BackingService redis = BackingService.of(KnownTypes.REDIS, "");

    assertThat(security(resources(redis, false)).getRunAsUser()).isEqualTo(999);
    assertThat(security(resources(redis, true)).getRunAsUser()).isNull();
    assertThat(security(resources(redis, true)).getFsGroup()).isNull();
  }

  @Test
  void areNotMadeForWhatIsThere() {
    BackingService existing =
        new BackingService(
            "postgresql",
            Optional.of(KnownTypes.POSTGRESQL),
            "",
            Map.of(),
            new Supply.Existing("db.shared", 5432, Optional.empty()));

    assertThat(resources(existing, false).all()).isEmpty();
  }

  @Test
  void nameTheServiceWhereClientsAreSentBackToIt() {
    StatefulSet set = workload(resources(BackingService.of(KnownTypes.KAFKA, ""), false));

    assertThat(set.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
        .filteredOn(variable -> variable.getName().equals("KAFKA_ADVERTISED_LISTENERS"))
        .extracting(EnvVar::getValue)
        .containsExactly("PLAINTEXT://shop-kafka:9092,LOCAL://localhost:19092");
  }

  private static io.fabric8.kubernetes.api.model.PodSecurityContext security(Resources resources) {
    return workload(resources).getSpec().getTemplate().getSpec().getSecurityContext();
  }

  private static StatefulSet workload(Resources resources) {
    assertThat(resources.all()).hasAtLeastOneElementOfType(Service.class);
    return resources.all().stream()
        .flatMap(it -> it instanceof StatefulSet set ? Stream.of(set) : Stream.empty())
        .findFirst()
        .orElseThrow();
  }

  private static Resources resources(BackingService service, boolean openShift) {
    return new ServiceResources("shop", openShift).of(new AppServices(List.of(service), List.of()));
  }
}
