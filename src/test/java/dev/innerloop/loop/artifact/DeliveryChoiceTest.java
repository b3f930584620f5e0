package dev.innerloop.loop.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.LocalRegistry;
import dev.innerloop.image.ImageTarget;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.ImageSettings;
import dev.innerloop.loop.request.ImageSettings.Choice;
import dev.innerloop.loop.request.SessionSettings;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.fragment.ProjectManifests;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryChoiceTest {

  private static final LocalRegistry ANNOUNCED =
      new LocalRegistry("localhost:5000", "registry:5000");

  @Test
  void takesTheRegistryThatTheClusterAnnounces() {
    DeliveryChoice choice = DeliveryChoice.of(request(Choice.AUTO, null), Optional.of(ANNOUNCED));

    assertThat(choice.delivery()).isEqualTo(Delivery.IMAGE);
    assertThat(choice.target())
        .contains(new ImageTarget("localhost:5000/shop", "registry:5000/shop", Optional.empty()));
    assertThat(choice.reason()).isEqualTo("images go to localhost:5000/shop");
  }

  @Test
  void prefersTheUsersRegistry() {
    DeliveryChoice choice =
        DeliveryChoice.of(request(Choice.AUTO, "quay.example/team"), Optional.of(ANNOUNCED));

    assertThat(choice.target().orElseThrow().push()).isEqualTo("quay.example/team/shop");
  }

  @Test
  void sendsDirectlyWhereNoRegistryIsKnownAndSaysSo() {
    DeliveryChoice choice = DeliveryChoice.of(request(Choice.AUTO, null), Optional.empty());

    assertThat(choice.delivery()).isEqualTo(Delivery.DIRECT);
    assertThat(choice.reason())
        .isEqualTo("no registry is known (-Ddev.registry=HOST/PATH would name one)");
  }

  @Test
  void refusesAnImageWithoutARegistry() {
    assertThatThrownBy(() -> DeliveryChoice.of(request(Choice.IMAGE, null), Optional.empty()))
        .isInstanceOf(Problem.class)
        .hasMessage("There is no registry to push the image of shop to.");
  }

  @Test
  void givesNoReasonForWhatTheUserChose() {
    assertThat(DeliveryChoice.of(request(Choice.DIRECT, null), Optional.of(ANNOUNCED)).reason())
        .isEmpty();
  }

  private static AppRequest request(Choice delivery, @Nullable String registry) {
    App app =
        new App(
            "shop",
            new Coordinates("com.example", "shop", "1"),
            "",
            "Shop",
            List.of(),
            List.of(),
            17,
            Framework.NONE,
            8080,
            Optional.empty());
    return new AppRequest(
        app,
        new ImageSettings(delivery, null, null, registry, null, false, null, OptionalInt.empty()),
        SessionSettings.NONE,
        WorkloadSettings.NONE,
        ProjectManifests.none(Path.of("nowhere")),
        false);
  }
}
