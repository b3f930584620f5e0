package dev.innerloop.testing.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CampaignHarnessTest {

  @TempDir static Path folder;

  @Test
  void countsOutcomesAndNamesCommitMachineAndSeed() throws IOException {
    campaign(7, 4, OptionalInt.empty()).run((random, number) -> number % 2 == 0 ? "even" : "odd");

    JsonNode report = report();
    assertThat(report.path("campaign").asString()).isEqualTo("ThingsCampaignTest");
    assertThat(report.path("commit").asString()).isEqualTo("abc");
    assertThat(report.path("machine").path("processors").asInt())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(report.path("machine").path("java").asString())
        .isEqualTo(System.getProperty("java.runtime.version"));
    assertThat(report.path("seed").asLong()).isEqualTo(7);
    assertThat(report.path("size").asInt()).isEqualTo(4);
    assertThat(report.path("state").asString()).isEqualTo("PASSED");
    assertThat(report.path("cases").asInt()).isEqualTo(4);
    assertThat(report.path("outcomes")).hasToString("{\"even\":2,\"odd\":2}");
    assertThat(report.path("failures")).isEmpty();
  }

  @Test
  void sumsUpWhatCasesCount() throws IOException {
    Campaign campaign = campaign(7, 3, OptionalInt.empty());

    campaign.run(
        (random, number) -> {
          campaign.add("requests", 10L * number);
          return "fine";
        });

    assertThat(report().path("figures")).hasToString("{\"requests\":60}");
  }

  @Test
  void goesOnAfterAFailureAndSaysHowToRepeatIt() throws IOException {
    Campaign campaign = campaign(7, 4, OptionalInt.empty());

    assertThatThrownBy(
            () ->
                campaign.run(
                    (random, number) -> {
                      assertThat(number).as("the third one").isNotEqualTo(3);
                      return "fine";
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "1 of 4 cases failed, see " + folder.resolve("Things.json") + ". The first of them:\n")
        .hasMessageContaining("the third one")
        .hasMessageEndingWith(
            "\nTo repeat it: ./mvnw -Pcampaign verify -DskipITs -Dtest=ThingsCampaignTest"
                + " -Ddev.campaign.seed=7 -Ddev.campaign.case=3");
    assertThat(report().path("state").asString()).isEqualTo("FAILED");
    assertThat(report().path("outcomes")).hasToString("{\"failed\":1,\"fine\":3}");
    assertThat(report().path("failures").path(0).path("number").asInt()).isEqualTo(3);
  }

  @Test
  void stopsAfterTenFailures() throws IOException {
    assertThatThrownBy(
            () ->
                campaign(7, 1_000, OptionalInt.empty())
                    .run(
                        (random, number) -> {
                          throw new IOException("no. " + number);
                        }))
        .hasMessageStartingWith("10 of 10 cases failed");

    assertThat(report().path("failures")).hasSize(10);
  }

  @Test
  void aCaseThatIsRepeatedAloneMeetsTheSameChance() {
    List<Integer> all = new ArrayList<>();
    campaign(7, 5, OptionalInt.empty())
        .run(
            (random, number) -> {
              all.add(random.nextInt());
              return "fine";
            });
    List<Integer> one = new ArrayList<>();
    campaign(7, 5, OptionalInt.of(4))
        .run(
            (random, number) -> {
              one.add(random.nextInt());
              return "fine";
            });

    assertThat(all).doesNotHaveDuplicates();
    assertThat(one).containsExactly(all.get(3));
  }

  @Test
  void theReportIsThereWhileCasesRun() {
    campaign(7, 2, OptionalInt.empty())
        .run(
            (random, number) -> {
              assertThat(report().path("state").asString()).isEqualTo("RUNNING");
              assertThat(report().path("cases").asInt()).isEqualTo(number - 1);
              return "fine";
            });
  }

  @Test
  void aRunThatIsEndedEarlySaysSo() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.getInputStream().readNBytes(5))
        .isEqualTo("third".getBytes(StandardCharsets.US_ASCII));

    process.destroy();

    process.waitFor();
    assertThat(report().path("state").asString()).isEqualTo("INTERRUPTED");
    assertThat(report().path("outcomes")).hasToString("{\"fine\":2}");
  }

  /** A campaign in a JVM of its own, whose third case does not end. */
  static final class Endless {

    public static void main(String[] arguments) {
      new Campaign(
              "ThingsCampaignTest",
              new Campaign.Settings(1, 10, OptionalInt.empty()),
              Path.of(arguments[0]),
              Duration.ZERO,
              "abc")
          .run(
              (random, number) -> {
                if (number == 3) {
                  System.out.print("third");
                  System.out.flush();
                  Thread.currentThread().join();
                }
                return "fine";
              });
    }
  }

  private static Campaign campaign(long seed, int size, OptionalInt only) {
    return new Campaign(
        "ThingsCampaignTest",
        new Campaign.Settings(seed, size, only),
        folder,
        Duration.ZERO,
        "abc");
  }

  private static JsonNode report() throws IOException {
    return JsonMapper.builder().build().readTree(Files.readString(folder.resolve("Things.json")));
  }
}
