package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.apply.ApplyListener;
import dev.innerloop.problem.Problem;
import dev.innerloop.service.AppServices;
import dev.innerloop.service.BackingService;
import dev.innerloop.service.BackingService.Supply;
import dev.innerloop.service.KnownTypes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real API server stores of services; other tests show that they run. */
@OnCluster
class ServiceDeploymentIT {

  private static TestNamespace namespace;

  private final List<String> changes = new ArrayList<>();
  private final ApplyListener listener =
      (resource, outcome) -> {
        if (outcome != ApplyListener.Outcome.UNCHANGED) {
          changes.add(resource + " " + outcome);
        }
      };

  @BeforeAll
  static void enter() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void leave() {
    namespace.close();
  }

  @Test
  void generatesAPasswordOnceAndKeepsItWhenAllElseIsDeleted() throws InterruptedException {
    ServiceDeployment deployment = namespace.cluster.services(namespace.name, "shop");
    AppServices wanted = services(BackingService.of(KnownTypes.POSTGRESQL, "a test"));

    Map<String, String> made = deployment.apply(wanted, listener).get("postgresql");

    assertThat(changes)
        .containsExactly("Service shop-postgresql CREATED", "StatefulSet shop-postgresql CREATED");
    assertThat(made.get("password")).matches("[0-9a-f]{32}");
    assertThat(entry("shop-postgresql", "password")).isEqualTo(made.get("password"));
    assertThat(entry("shop-postgresql", "jdbc-url"))
        .isEqualTo("jdbc:postgresql://shop-postgresql:5432/shop");

    changes.clear();
    assertThat(deployment.apply(wanted, listener).get("postgresql")).isEqualTo(made);
    assertThat(changes).isEmpty();

    deployment.apply(AppServices.NONE, listener);
    assertThat(changes)
        .containsExactlyInAnyOrder(
            "Service shop-postgresql PRUNED", "StatefulSet shop-postgresql PRUNED");
    assertThat(deployment.apply(wanted, listener).get("postgresql")).isEqualTo(made);

    assertThat(deployment.delete(Duration.ofSeconds(60)).removed())
        .containsExactlyInAnyOrder("Service shop-postgresql", "StatefulSet shop-postgresql");
    assertThat(deployment.logins()).containsExactly("shop-postgresql");
    assertThat(entry("shop-postgresql", "password")).isEqualTo(made.get("password"));
  }

  @Test
  void doesNotTouchServicesOfOtherApps() {
    ServiceDeployment mine = namespace.cluster.services(namespace.name, "mine");
    ServiceDeployment yours = namespace.cluster.services(namespace.name, "yours");
    AppServices wanted = services(BackingService.of(KnownTypes.RABBITMQ, "a test"));
    String password = mine.apply(wanted, listener).get("rabbitmq").get("password");

    assertThat(yours.apply(wanted, listener).get("rabbitmq").get("password"))
        .isNotEqualTo(password);
    yours.apply(AppServices.NONE, listener);

    assertThat(entry("mine-rabbitmq", "password")).isEqualTo(password);
    assertThat(namespace.client.apps().statefulSets().inNamespace(namespace.name).list().getItems())
        .extracting(HasMetadata::getMetadata)
        .extracting(metadata -> metadata.getName())
        .contains("mine-rabbitmq")
        .doesNotContain("yours-rabbitmq");
  }

  /**
   * Credentials of a service are not given to an app whose name happens to result in the same
   * Secret.
   */
  @Test
  void usesNoConnectionOfAnotherOrUnknownApp() {
    ServiceDeployment mine = namespace.cluster.services(namespace.name, "stock");
    ServiceDeployment yours = namespace.cluster.services(namespace.name, "stock-old");
    BackingService rabbit = BackingService.of(KnownTypes.RABBITMQ, "a test");
    Map<String, String> made =
        mine.apply(services(named("old-mq", rabbit)), listener).get("old-mq");

    assertThatThrownBy(() -> yours.apply(services(named("mq", rabbit)), listener))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "The Secret stock-old-mq for the connection of stock-old to a service already exists as"
                + " part of stock-services. It was not changed.");
    assertThat(entry("stock-old-mq", "password")).isEqualTo(made.get("password"));
    assertThat(entry("stock-old-mq", "username")).isEqualTo("stock");
  }

  /** Apps of two projects in one namespace, each with its own service. */
  @Test
  void deletingOneProjectLeavesTheOther() throws InterruptedException {
    AppServices wanted = services(BackingService.of(KnownTypes.REDIS, "a test"));
    for (String app : List.of("left", "right")) {
      namespace.cluster.services(namespace.name, app).apply(wanted, listener);
      namespace
          .workload(app)
          .apply(namespace.resources(app, "localhost:5000/none:1", OptionalInt.of(0)), listener);
    }
    List<String> before = resourcesOf("right");
    changes.clear();

    namespace.workload("left").delete(Duration.ofSeconds(60));
    namespace.cluster.services(namespace.name, "left").delete(Duration.ofSeconds(60));

    assertThat(resourcesOf("left")).containsExactly("Secret left-redis");
    assertThat(resourcesOf("right"))
        .isEqualTo(before)
        .contains(
            "Deployment right",
            "StatefulSet right-redis",
            "Service right-redis",
            "Secret right-redis",
            "ConfigMap right.applyset",
            "ConfigMap right-services.applyset");
    namespace
        .workload("right")
        .apply(namespace.resources("right", "localhost:5000/none:1", OptionalInt.of(0)), listener);
    assertThat(namespace.cluster.services(namespace.name, "right").apply(wanted, listener))
        .containsKey("redis");
    assertThat(changes).isEmpty();
  }

  private static List<String> resourcesOf(String app) {
    return Stream.of(
            namespace.client.apps().deployments().inNamespace(namespace.name).list().getItems(),
            namespace.client.apps().statefulSets().inNamespace(namespace.name).list().getItems(),
            namespace.client.services().inNamespace(namespace.name).list().getItems(),
            namespace.client.configMaps().inNamespace(namespace.name).list().getItems(),
            namespace.client.secrets().inNamespace(namespace.name).list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .map(it -> it.getKind() + " " + it.getMetadata().getName())
        .filter(it -> it.matches(".* " + app + "([.-].*)?"))
        .toList();
  }

  private static BackingService named(String name, BackingService service) {
    return new BackingService(
        name, service.type(), service.from(), service.given(), service.supply());
  }

  @Test
  void connectsToAnExistingServiceWithTheUsersCredentials() {
    ServiceDeployment deployment = namespace.cluster.services(namespace.name, "guest");
    AppServices wanted =
        services(
            new BackingService(
                "postgresql",
                Optional.of(KnownTypes.POSTGRESQL),
                "a test",
                Map.of("database", "orders"),
                new Supply.Existing("db.shared", 5433, Optional.of("orders-login"))));

    assertThatThrownBy(() -> deployment.apply(wanted, listener))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "The Secret orders-login in namespace "
                + namespace.name
                + " must contain the credentials of a service, but does not exist.");
    assertThat(secret("guest-postgresql")).isNull();

    namespace
        .client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("orders-login")
                .endMetadata()
                .addToStringData("username", "clerk")
                .addToStringData("password", "pass-of-clerk")
                .build())
        .inNamespace(namespace.name)
        .create();
    deployment.apply(wanted, listener);

    assertThat(entry("guest-postgresql", "uri"))
        .isEqualTo("postgresql://clerk:pass-of-clerk@db.shared:5433/orders");
    assertThat(changes).isEmpty();
  }

  private static AppServices services(BackingService... all) {
    return new AppServices(List.of(all), List.of());
  }

  private static Secret secret(String name) {
    return namespace.client.secrets().inNamespace(namespace.name).withName(name).get();
  }

  private static String entry(String secret, String entry) {
    return new String(
        Base64.getDecoder().decode(secret(secret).getData().get(entry)), StandardCharsets.UTF_8);
  }
}
