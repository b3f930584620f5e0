package dev.innerloop.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.ContainerSettings.EnvironmentSource;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import dev.innerloop.project.Framework;
import dev.innerloop.service.NeedyApps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app is told of what is beside it. */
class AppRequestTest {

  @TempDir Path project;

  @Test
  void tellsWhereTheOtherAppsOfTheBuildAre() {
    AppRequest request =
        request(Apps.app("shop", 8080, Optional.empty()), Map.of())
            .withPeers(
                Map.of("shop", "http://localhost:1", "stock-keeper", "http://localhost:9090"));

    assertThat(request.connected().container().peers())
        .isEqualTo(Map.of("STOCK_KEEPER_URL", "http://localhost:9090"));
  }

  @Test
  void leavesWhatTheUserSets() {
    AppRequest request =
        request(Apps.app("shop", 8080, Optional.empty()), Map.of("STOCK_URL", "mine"))
            .withPeers(Map.of("stock", "http://localhost:8081"));

    assertThat(request.connected().container().peers()).isEmpty();
  }

  @Test
  void takesTheConnectionsOfServicesFromTheirSecrets() {
    AppRequest request =
        request(
            NeedyApps.app(Framework.SPRING_BOOT, "org.postgresql:postgresql"),
            Map.of("SPRING_DATASOURCE_URL", "jdbc:h2:mem:x", "SPRING_DATASOURCE_USERNAME", "sa"));

    assertThat(request.connected().container().sources())
        .containsExactly(
            new EnvironmentSource(
                new ConfigReference(true, "shop-postgresql"),
                Optional.of("password"),
                Optional.of("SPRING_DATASOURCE_PASSWORD"),
                false,
                "PostgreSQL, by org.postgresql:postgresql on the class path"));
  }

  private AppRequest request(App app, Map<String, String> environment) {
    ContainerSettings none = WorkloadSettings.NONE.container();
    return TestRequest.of(app)
        .in(project)
        .container(
            new ContainerSettings(
                none.resources(), environment, List.of(), List.of(), none.probes()))
        .services("auto")
        .build();
  }
}
