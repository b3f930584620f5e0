package dev.innerloop.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.settings.PodSettings;
import dev.innerloop.manifest.settings.PodSettings.Content;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.replica.SessionKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What replaces pods when configuration changes. */
class LiveFilesTest {

  private static final OverlaySettings OVERLAY =
      new OverlaySettings(
          Delivery.DIRECT,
          "java",
          new byte[0],
          "",
          SessionKey.of(new byte[SessionKey.BYTES]),
          Map.of(),
          Optional.empty());

  private final Resources before = shipped("blue", "one");

  @Test
  void changedFilesReplaceShippedPodsAndNoneInDevMode() {
    Resources after = shipped("blue", "two");

    assertThat(after.hasPodsOf(before)).isFalse();
    assertThat(dev(after).hasPodsOf(dev(before))).isTrue();
    assertThat(ResourceChanges.between(before, after).words())
        .isEqualTo("data[prices.txt] changed in ConfigMap shop-files");
  }

  @Test
  void changedVariablesReplacePodsInDevModeToo() {
    Resources after = shipped("green", "one");

    assertThat(dev(after).hasPodsOf(dev(before))).isFalse();
    assertThat(ResourceChanges.between(before, after).words())
        .isEqualTo("data.TEAM changed in ConfigMap shop-env");
  }

  private static Resources dev(Resources shipped) {
    return DevOverlay.over(shipped, OVERLAY);
  }

  private static Resources shipped(String team, String prices) {
    WorkloadSettings none = WorkloadSettings.NONE;
    Content config =
        new Content(
            Map.of("TEAM", team),
            Map.of("prices.txt", prices.getBytes(StandardCharsets.UTF_8)),
            "/config");
    return Manifests.generate(
        new ManifestRequest(
            Apps.app("shop", 8080, Optional.empty()),
            new ManifestRequest.Image("shop:1", false),
            OptionalInt.empty(),
            false,
            new WorkloadSettings(
                none.kind(),
                none.job(),
                none.labels(),
                none.annotations(),
                none.container(),
                new PodSettings(List.of(), config, Content.none("/secrets"), Optional.empty()),
                none.network(),
                none.availability())));
  }
}
