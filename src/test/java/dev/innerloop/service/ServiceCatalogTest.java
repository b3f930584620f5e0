package dev.innerloop.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.ServiceResources;
import dev.innerloop.project.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceCatalogTest {

  private static final Path DESCRIPTIONS = Path.of("src/main/resources/dev/innerloop/service");
  private static final Path GOLDEN = Path.of("src/test/resources/dev/innerloop/service/golden");

  @TempDir Path project;

  @Test
  void hasADescriptionOfEachType() throws IOException {
    try (var files = Files.list(DESCRIPTIONS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yml", "")))
          .containsExactlyInAnyOrderElementsOf(
              KnownTypes.all().stream().map(ServiceType::name).toList());
    }
  }

  /** Resources, connection, and the variables of each framework. */
  @ParameterizedTest
  @MethodSource("dev.innerloop.service.KnownTypes#all")
  void describesWhatIsCreatedAndHowAppsConnect(ServiceType type) throws IOException {
    assertThat(shown(BackingService.of(type, "a test"), type)).isEqualTo(golden(type.name()));
  }

  @ParameterizedTest
  @MethodSource("dev.innerloop.service.KnownTypes#all")
  void createsTheSameFromACopyInTheProject(ServiceType type) throws IOException {
    copy(type.name(), type.name());

    assertThat(shown(read(), type)).isEqualTo(golden(type.name()));
  }

  @Test
  void describesANewTypeByACopyWithAnotherNameAndImage() throws IOException {
    Path copy = copy("postgresql", "cockroach");
    Files.writeString(
        copy,
        Files.readString(copy)
            .replace("image: postgres:17", "image: cockroachdb/cockroach:v24.3.0")
            .replace("title: PostgreSQL", "title: CockroachDB"));

    BackingService service = read();

    assertThat(service.title()).isEqualTo("CockroachDB");
    assertThat(service.type()).map(ServiceType::name).hasValue("cockroach");
    assertThat(
            new Connection("shop", service)
                .entries("shop-cockroach", 5432, Map.of(), () -> "s3cret"))
        .containsEntry("username", "shop")
        .containsEntry("jdbc-url", "jdbc:postgresql://shop-cockroach:5432/shop");
    assertThat(variables(service, Framework.SPRING_BOOT))
        .contains("SPRING_DATASOURCE_URL: jdbc-url");
  }

  private Path copy(String name, String as) throws IOException {
    Path folder = Files.createDirectories(project.resolve("src/main/kubernetes/services"));
    return Files.copy(DESCRIPTIONS.resolve(name + ".yml"), folder.resolve(as + ".yml"));
  }

  private BackingService read() {
    ServiceSettings settings =
        new ServiceSettings(List.of(), Map.of(), project, project, property -> Optional.empty());
    return ServiceSources.of(NeedyApps.app(Framework.NONE), settings).all().get(0);
  }

  private static String golden(String name) throws IOException {
    return Files.readString(GOLDEN.resolve(name + ".txt"));
  }

  private static String shown(BackingService service, ServiceType type) {
    StringBuilder text = new StringBuilder();
    new ServiceResources("shop", false)
        .of(services(service))
        .yaml()
        .forEach((file, yaml) -> text.append("# ").append(file).append('\n').append(yaml));
    text.append("# connection\n");
    new Connection("shop", service)
        .entries(service.resource("shop"), service.port(), Map.of(), () -> "s3cret")
        .forEach(
            (name, value) ->
                text.append(name).append(": ").append(value.replace("\n", "\\n")).append('\n'));
    for (Framework framework : Framework.values()) {
      text.append("# ").append(framework).append('\n').append(variables(service, framework));
      text.append("# ").append(framework).append(" with all libraries\n");
      text.append(variables(service, framework, type.libraries().toArray(String[]::new)));
    }
    return text.toString();
  }

  private static String variables(
      BackingService service, Framework framework, String... libraries) {
    StringBuilder text = new StringBuilder();
    services(service)
        .variables(NeedyApps.app(framework, libraries), Set.of())
        .forEach(
            variable ->
                text.append(variable.name()).append(": ").append(variable.entry()).append('\n'));
    return text.toString();
  }

  private static AppServices services(BackingService service) {
    return new AppServices(List.of(service), List.of());
  }
}
