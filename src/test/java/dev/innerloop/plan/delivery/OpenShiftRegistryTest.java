package dev.innerloop.plan.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.discovery.InternalRegistry;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.registry.PushCheck;
import dev.innerloop.image.registry.Registries;
import dev.innerloop.image.registry.RegistryAccess;
import dev.innerloop.image.registry.TestRegistry;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.Programs;
import dev.innerloop.request.TestRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushed to by a Route, pulled from by a Service, with the token of the kubeconfig: a registry that
 * lets in nobody else.
 */
class OpenShiftRegistryTest {

  private static final String SERVICE = "image-registry.openshift-image-registry.svc:5000";

  @TempDir private Path folder;
  private TestRegistry registry;

  @BeforeEach
  void start() throws Exception {
    registry = TestRegistry.withBasicAuth(folder, InternalRegistry.USER);
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  @Test
  void theTokenIsTheLogin() {
    DeliveryChoice choice = choice(Optional.of(TestRegistry.PASSWORD));

    ImageTarget target = choice.destination().orElseThrow().target();
    assertThat(target.push()).isEqualTo(registry.host() + "/jane-shop/shop");
    assertThat(target.pull()).isEqualTo(SERVICE + "/jane-shop/shop");
    assertThatCode(() -> check(choice).run(target.push())).doesNotThrowAnyException();
  }

  @Test
  void withoutATokenTheRegistryLetsNobodyIn() {
    DeliveryChoice choice = choice(Optional.empty());
    String push = choice.destination().orElseThrow().target().push();

    assertThatThrownBy(() -> check(choice).run(push))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "Cannot push " + push + ": authentication failed at " + registry.host() + " (401)");
  }

  @Test
  void theTokenIsForNoOtherRegistry() {
    assertThat(
            choice(Optional.of(TestRegistry.PASSWORD))
                .logins(ConfiguredCredentials.NONE)
                .at("quay.example.com"))
        .isEmpty();
  }

  private PushCheck check(DeliveryChoice choice) {
    return new PushCheck(
        new Registries(
            choice.logins(ConfiguredCredentials.NONE), RegistryAccess.DEFAULT, Map.of(), folder));
  }

  private DeliveryChoice choice(Optional<String> token) {
    return DeliveryChoice.of(
        TestRequest.of("shop").in(folder).build(),
        new ClusterDestinations() {
          @Override
          public Optional<InternalRegistry> internal() {
            return Optional.of(new InternalRegistry(Optional.of(registry.host()), SERVICE, token));
          }

          @Override
          public String namespace() {
            return "jane-shop";
          }
        },
        new Destinations(Programs.ofThisProcess()));
  }
}
