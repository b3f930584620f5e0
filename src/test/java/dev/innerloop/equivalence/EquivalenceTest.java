package dev.innerloop.equivalence;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After an update the app answers as one that was started with it: for each change of the corpus,
 * on the JDK of this build and on the newest one here, or on that of {@code -Ddev.test.java}. The
 * report is in {@code target/equivalence}.
 */
class EquivalenceTest {

  private static final Path CORPUS = Path.of("src/test/resources/equivalence");
  private static final int LEAST = 200;

  private static final Map<Jdks.Jdk, Future<List<Verdict>>> VERDICTS = new LinkedHashMap<>();

  @TempDir static Path folder;

  /** On all JDKs at once: each judge uses one processor. */
  @BeforeAll
  static void start() {
    ExecutorService judges = Executors.newCachedThreadPool();
    for (Jdks.Jdk jdk : jdks()) {
      VERDICTS.put(jdk, judges.submit(() -> judge(jdk)));
    }
    judges.shutdown();
  }

  static List<Jdks.Jdk> jdks() {
    return Jdks.tested();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  @Timeout(1800)
  void answersAsAFreshStartDoes(Jdks.Jdk jdk) throws Exception {
    List<SourceChange> corpus = Corpus.read(CORPUS);
    assertThat(corpus).hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(corpus).extracting(SourceChange::name).doesNotHaveDuplicates();

    List<Verdict> verdicts = VERDICTS.get(jdk).get();

    report(jdk, verdicts);
    assertThat(verdicts)
        .filteredOn(each -> !each.strategy().equals(Verdict.NOT_JUDGED))
        .hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(verdicts).filteredOn(each -> !each.wrong().isEmpty()).isEmpty();
    assertThat(verdicts)
        .hasSize(
            corpus.stream()
                .filter(each -> each.since() <= Math.max(17, jdk.release()))
                .mapToInt(SourceChange::steps)
                .sum());
  }

  private static List<Verdict> judge(Jdks.Jdk jdk) throws IOException {
    try (JudgeProcess judge = JudgeProcess.start(jdk, folder.resolve("" + jdk.release()))) {
      return judge.judge(CORPUS);
    }
  }

  private static void report(Jdks.Jdk jdk, List<Verdict> verdicts) throws IOException {
    Map<String, Long> strategies =
        verdicts.stream().collect(groupingBy(Verdict::strategy, TreeMap::new, counting()));
    long unnecessary = verdicts.stream().filter(Verdict::unnecessary).count();
    String summary =
        "JDK %d: %d changes, %s, of the restarts %d unnecessary"
            .formatted(jdk.release(), verdicts.size(), strategies, unnecessary);
    StringBuilder text = new StringBuilder(summary).append("\n\n");
    for (Verdict each : verdicts) {
      text.append(each.unnecessary() ? "! " : "  ")
          .append(
              "%-9s %-60s %s %s%n"
                  .formatted(each.strategy(), each.name(), each.reason(), each.wrong()));
    }
    Path folder = Files.createDirectories(Path.of("target/equivalence"));
    Files.writeString(folder.resolve("jdk-" + jdk.release() + ".txt"), text);
    System.out.println("[equivalence] " + summary);
  }
}
