package dev.innerloop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of campaigns says what the reports say, which the campaigns themselves have written. */
class CampaignReportsTest {

  private static final Path PAGE = Path.of("src/site/markdown/campaigns.md");
  private static final Path REPORTS = Path.of("src/site/resources/campaigns");
  private static final String HEADER =
      """
      | campaign | cases | failed | outcomes | time | seed | commit |
      |---|---|---|---|---|---|---|
      """;

  @Test
  void thePageShowsEachReport() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(HEADER);
    int end = page.indexOf("\n\n", begin) + 1;
    assertThat(begin).as("a table").isPositive();
    String current = page.substring(0, begin) + HEADER + rows() + page.substring(end);
    if (Boolean.parseBoolean(System.getProperty("dev.docs.update"))) {
      Files.writeString(PAGE, current);
    }
    assertThat(PAGE)
        .as("%s is stale: ./mvnw test -Dtest=CampaignReportsTest -Ddev.docs.update", PAGE)
        .hasContent(current);
  }

  private static String rows() throws IOException {
    List<Path> reports;
    try (Stream<Path> files = Files.list(REPORTS)) {
      reports = files.sorted().toList();
    }
    StringBuilder rows = new StringBuilder();
    for (Path report : reports) {
      rows.append(row(JsonMapper.builder().build().readTree(Files.readString(report))));
    }
    return rows.toString();
  }

  private static String row(JsonNode report) {
    List<String> outcomes = new ArrayList<>();
    report
        .path("outcomes")
        .properties()
        .forEach(each -> outcomes.add(each.getKey() + ": " + number(each.getValue().asLong())));
    return Stream.of(
            "`" + report.path("campaign").asString() + "`",
            number(report.path("cases").asLong())
                + (report.path("state").asString().equals("PASSED") ? "" : ", interrupted"),
            number(report.path("failures").size()),
            String.join("; ", outcomes),
            time(Duration.ofMillis(report.path("millis").asLong())),
            String.valueOf(report.path("seed").asLong()),
            "`" + report.path("commit").asString().substring(0, 8) + "`")
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  private static String time(Duration time) {
    return time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
