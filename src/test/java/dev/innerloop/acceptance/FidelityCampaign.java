package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import dev.innerloop.testing.campaign.Campaign;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * After every edit of a project of any shape, the replica holds what a fresh build of the same tree
 * has as its output, and the edit was reported.
 */
class FidelityCampaign {

  private static final int EDITS = Integer.getInteger("dev.campaign.edits", 12);
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration DELIVERED = Duration.ofSeconds(40);
  private static final Pattern WORKSPACE = Pattern.compile("-javaagent:(.*)/\\.dev/dev\\.jar=.*");

  @Test
  @Timeout(value = 12, unit = TimeUnit.HOURS) // as many cases as asked for
  void everyEditHasTheEffectOfAFreshBuild() {
    List<Shape> shapes = Shapes.all();
    Campaign.of(getClass(), 2)
        .run(
            (random, number) -> {
              Shape shape = shapes.get(random.nextInt(shapes.size()));
              System.out.println("[fidelity] " + number + ": " + shape);
              Bench bench = new Bench();
              try {
                edit(bench, shape, random);
              } finally {
                bench.close();
              }
              return shape.name();
            });
  }

  private static void edit(Bench bench, Shape shape, Random random) throws Exception {
    ProjectCopy project = bench.project(shape.files());
    FreshBuild build = new FreshBuild(bench, project);
    Set<String> masked = build.unstable();
    System.out.println("[fidelity]   masked: " + masked);
    MavenRun session =
        bench.start(
            bench
                .maven(
                    project,
                    "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version") + ":watch")
                .set("dev.port", 0));
    session.events().awaitReady(READY);
    Path classes = workspace(session).resolve("classes");
    List<String> done = new ArrayList<>();
    DirectoryContent last = build.output().orElseThrow();
    assertDelivered(last, classes, masked, "the start", session);
    for (int i = 0; i < EDITS; i++) {
      ShapeEdit edit = shape.edits().get(random.nextInt(shape.edits().size()));
      done.add(edit.what());
      Events events = session.events().fromNow();
      edit.action().perform(project, random);
      Optional<DirectoryContent> fresh = build.output();
      String after = String.join(", ", done);
      if (fresh.isEmpty()) {
        events.await("failure after " + after, DELIVERED, Events.Event::isCompilationFailure);
      } else if (fresh.get().differences(last, masked).isEmpty()) {
        continue; // nothing that the app could notice
      } else {
        events.await("update after " + after, DELIVERED, event -> event.is("update"));
        last = fresh.get();
      }
      assertDelivered(last, classes, masked, after, session);
    }
    System.out.println("[fidelity]   edits: " + done);
  }

  private static void assertDelivered(
      DirectoryContent expected, Path classes, Set<String> masked, String after, MavenRun session) {
    Await.untilAsserted(
        DELIVERED,
        () ->
            assertThat(expected.differences(DirectoryContent.of(classes), masked))
                .as("after %s\n%s", after, session.tail())
                .isEmpty());
  }

  /** Of the app's JVM, which its supervisor has started. */
  private static Path workspace(MavenRun session) {
    return session.descendants().stream()
        .flatMap(process -> process.info().arguments().stream().flatMap(Arrays::stream))
        .map(WORKSPACE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Path.of(matcher.group(1)))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow();
  }
}
