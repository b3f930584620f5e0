package dev.innerloop.acceptance;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long users wait, on the node: {@code ./mvnw -Pbench verify}. From the save of the file to the
 * first answer with the change through the forwarded port.
 */
@OnCluster(ours = true)
class UpdateBenchmark {

  private static final Duration DEPLOYED = Duration.ofMinutes(3);
  private static final Duration SERVED = Duration.ofSeconds(60);
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 10;

  @RegisterExtension final Bench bench = new Bench();

  @ParameterizedTest
  @CsvSource({"HELLO, IMAGE", "HELLO, DIRECT", "SPRING, IMAGE", "SPRING, DIRECT"})
  void measures(Example example, Delivery delivery) {
    String name = example.app() + ", " + delivery.word() + ": ";
    ProjectCopy project = bench.copy(example);
    long start = System.nanoTime();
    MavenRun run = bench.start(command(project, delivery, "dev:run"));
    String url = run.events().awaitReady(DEPLOYED).url() + example.path();
    Http.awaitAnswer(url, example.greeting(), SERVED);
    System.out.printf("%scold dev:run %.1f s%n", name, millisSince(start) / 1000.0);
    run.interrupt();

    MavenRun watch = bench.start(command(project, delivery, "dev:watch"));
    String watched = watch.events().awaitReady(DEPLOYED).url() + example.path();
    report(name + "redefine", watch, "redefine", watched, text -> example.editBody(project, text));
    report(name + "jvm", watch, "jvm", watched, text -> example.editStructure(project, text));
    watch.interrupt();
  }

  private static void report(
      String what, MavenRun watch, String tier, String url, Consumer<String> edit) {
    long[] millis =
        LongStream.range(0, WARM_UPS + ROUNDS)
            .map(round -> measure(watch, tier, url, edit, tier + " round " + round))
            .skip(WARM_UPS)
            .sorted()
            .toArray();
    System.out.printf(
        "%s: median of %d: %d ms; all: %s%n",
        what, ROUNDS, (millis[ROUNDS / 2 - 1] + millis[ROUNDS / 2]) / 2, Arrays.toString(millis));
  }

  private static long measure(
      MavenRun watch, String tier, String url, Consumer<String> edit, String text) {
    Events events = watch.events().fromNow();
    long start = System.nanoTime();
    edit.accept(text);
    while (!answers(url, text)) {
      if (millisSince(start) > SERVED.toMillis()) {
        throw new AssertionError("Not served: " + text + "\n" + watch.tail());
      }
    }
    long millis = millisSince(start);
    events.awaitUpdate(tier, SERVED);
    return millis;
  }

  private static boolean answers(String url, String text) {
    try {
      return Http.get(url).contains(text);
    } catch (IOException e) {
      return false; // the app restarts
    }
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  private MavenCommand command(ProjectCopy project, Delivery delivery, String goal) {
    return bench
        .onCluster(project, goal)
        .set("dev.delivery", delivery.word())
        .set("dev.baseImage", "localhost:5000/jre:17");
  }
}
