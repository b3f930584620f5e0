package dev.innerloop.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.service.BackingService.Supply;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  private static final BackingService POSTGRESQL =
      BackingService.of(KnownTypes.POSTGRESQL, "a test");

  @Test
  void hasALoginAndAddressesMadeOfIt() {
    assertThat(entries("my-shop", POSTGRESQL, Map.of()))
        .isEqualTo(
            Map.of(
                "type", "postgresql",
                "host", "there",
                "port", "5432",
                "database", "my_shop",
                "username", "my_shop",
                "password", "generated",
                "jdbc-url", "jdbc:postgresql://there:5432/my_shop",
                "r2dbc-url", "r2dbc:postgresql://there:5432/my_shop",
                "reactive-url", "postgresql://there:5432/my_shop",
                "uri", "postgresql://my_shop:generated@there:5432/my_shop"));
  }

  @Test
  void keepsTheLoginThatOpensTheData() {
    assertThat(
            entries(
                "shop",
                POSTGRESQL,
                Map.of("username", "old", "password", "kept", "database", "before", "uri", "x")))
        .containsEntry("password", "kept")
        .containsEntry("jdbc-url", "jdbc:postgresql://there:5432/before")
        .containsEntry("uri", "postgresql://old:kept@there:5432/before");
  }

  @Test
  void takesWhatTheProjectSaysOverAllElse() {
    BackingService said =
        new BackingService(
            "db",
            Optional.of(KnownTypes.POSTGRESQL),
            "a test",
            Map.of("password", "said"),
            POSTGRESQL.supply());

    assertThat(entries("shop", said, Map.of("password", "kept")))
        .containsEntry("password", "said")
        .containsEntry("uri", "postgresql://shop:said@there:5432/shop");
  }

  @Test
  void inventsNoLoginForAServiceThatIsNotOurs() {
    BackingService existing =
        new BackingService(
            "postgresql",
            Optional.of(KnownTypes.POSTGRESQL),
            "a test",
            Map.of(),
            new Supply.Existing("db.shared", 5432, Optional.empty()));

    assertThat(entries("shop", existing, Map.of()))
        .containsKeys("host", "jdbc-url")
        .doesNotContainKeys("username", "password", "uri");
  }

  @Test
  void writesAFileWhereAServiceReadsItsPasswordFromOne() {
    assertThat(
            entries("shop", BackingService.of(KnownTypes.REDIS, "a test"), Map.of())
                .get("file_etc_dev_redis.conf"))
        .contains("requirepass generated\n");
  }

  private static Map<String, String> entries(
      String app, BackingService service, Map<String, String> kept) {
    return new Connection(app, service).entries("there", service.port(), kept, () -> "generated");
  }
}
