package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.FileTree;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A day's work in one session: bodies, private methods, new and deleted classes, resources,
 * restarts. Every save is served, and afterwards Maven, supervisor, app and disk hold no more than
 * after the first hour.
 */
class EnduranceCampaignIT {

  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration SERVED = Duration.ofSeconds(40);

  /** Per case; the first third warms up. */
  private static final int UPDATES = Integer.getInteger("dev.campaign.edits", 45);

  private static final String POM = "pom.xml";
  private static final String TEXT = "src/main/java/com/example/app/Text.java";
  private static final String EXTRA = "src/main/java/com/example/app/Extra.java";
  private static final String PAGE = "src/main/resources/static/page.html";

  @RandomizedTest
  void thousandsOfUpdatesLeaveNothingBehind() {
    Campaign.of(getClass(), 1)
        .within(Duration.ofHours(3))
        .run(
            (random, number) -> {
              Bench bench = new Bench();
              try {
                return run(bench, random);
              } finally {
                bench.close();
              }
            });
  }

  private static String run(Bench bench, Random random) throws IOException {
    Map<String, String> files = new LinkedHashMap<>(new SampleSources("src/main/java").files());
    files.put(POM, SamplePom.of("", ""));
    files.put(PAGE, "page 0");
    ProjectCopy project = bench.project(files);
    MavenRun session =
        bench.start(
            bench.maven(
                project,
                "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version") + ":watch"));
    String url = session.events().awaitReady(READY).url();
    Path workspace = FidelityCase.workspace(session);
    Map<String, JvmFootprint> before = Map.of();
    long disk = 0;
    for (int update = 1; update <= UPDATES; update++) {
      edit(project, update, random);
      Http.awaitAnswer(url, "text " + update + " ", SERVED);
      Http.awaitAnswer(url, "page " + update / 10, SERVED);
      if (update == UPDATES / 3) {
        before = footprints(session);
        disk = size(workspace.resolveSibling(""));
      }
    }
    Map<String, JvmFootprint> after = footprints(session);
    for (String process : after.keySet()) {
      System.out.println(
          "[endurance] %s after %d: %s; after %d: %s"
              .formatted(process, UPDATES / 3, before.get(process), UPDATES, after.get(process)));
      assertNoGrowth(process, before.get(process), after.get(process));
    }
    assertThat(size(workspace.resolveSibling(""))).as("bytes on disk").isLessThan(disk + 1_000_000);
    return UPDATES + " updates served";
  }

  /** Always another text; of ten updates, one each is of another kind, too. */
  private static void edit(ProjectCopy project, int update, Random random) throws IOException {
    if (update % 10 == 0) {
      project.save(PAGE, "page " + update / 10);
    }
    boolean isUsed = update % 10 >= 3 && update % 10 < 6;
    if (update % 10 == 3) {
      project.save(
          EXTRA,
          "package com.example.app;\n\nclass Extra {\n  static int number() {\n    return %d;\n  }\n}\n"
              .formatted(random.nextInt(1000)));
    }
    String helper =
        update % 10 >= 7
            ? "\n  private static String helper() {\n    return \"text %d\";\n  }\n"
                .formatted(update)
            : "";
    project.save(
        TEXT,
        """
        package com.example.app;

        class Text {
          static final int NUMBER = %d;

          String text() {
            %s
            return %s;
          }
        %s}
        """
            .formatted(
                update / 50, // seldom: it needs a new JVM
                isUsed ? "Extra.number();" : "",
                helper.isEmpty() ? "\"text %d\"".formatted(update) : "helper()",
                helper));
    if (update % 10 == 6) {
      Files.delete(project.folder().resolve(EXTRA));
    }
  }

  private static Map<String, JvmFootprint> footprints(MavenRun session) {
    Map<String, JvmFootprint> footprints = new LinkedHashMap<>();
    footprints.put("Maven", JvmFootprint.of(session.handle()));
    for (ProcessHandle process : session.descendants()) {
      String command = String.join(" ", process.info().arguments().orElse(new String[0]));
      if (command.contains("supervisor.jar")) {
        footprints.put("supervisor", JvmFootprint.of(process));
      } else if (command.contains("-javaagent:")) {
        footprints.put("app", JvmFootprint.of(process));
      }
    }
    assertThat(footprints).containsOnlyKeys("Maven", "supervisor", "app");
    return footprints;
  }

  /** The app's JVM may be a new one, or one that was redefined often: its bounds are wider. */
  private static void assertNoGrowth(String process, JvmFootprint before, JvmFootprint after) {
    boolean isApp = process.equals("app");
    assertThat(after.heap())
        .as("heap of %s", process)
        .isLessThan(before.heap() + before.heap() / 5 + (isApp ? 8_000_000 : 4_000_000));
    assertThat(after.metaspace())
        .as("metaspace of %s", process)
        .isLessThan(before.metaspace() + (isApp ? 64_000_000 : 4_000_000));
    assertThat(after.threads()).as("threads of %s", process).isLessThan(before.threads() + 8);
    assertThat(after.files()).as("files of %s", process).isLessThan(before.files() + 16);
  }

  private static long size(Path directory) throws IOException {
    long size = 0;
    for (Path file : FileTree.files(directory).values()) {
      size += Files.size(file);
    }
    return size;
  }
}
