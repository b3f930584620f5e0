package dev.innerloop.testing.campaign;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Randomized cases, by number. Each is made from the seed and its number alone, so that every one
 * of them can be repeated on its own.
 *
 * <p>{@code ./mvnw verify} runs a small sample; {@code ./mvnw -Pcampaign verify} as many as asked
 * for. Each writes {@code target/campaign/NAME.json} every second between cases, so that the report
 * is there whatever ends the run.
 */
public final class Campaign {

  private static final int MOST_FAILURES = 10;

  /** Writing it after each of 100,000 short cases would take longer than the cases. */
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

  private static final String PROPERTIES = "dev.campaign.";
  private static final Set<String> COMMON = Set.of("seed", "size", "case");

  private final String test;
  private final Settings settings;
  private final Path report;
  private final Duration betweenReports;
  private final String commit;
  private final Instant begun = Instant.now();
  private final SortedMap<String, Integer> outcomes = new TreeMap<>();
  private final SortedMap<String, Long> figures = new TreeMap<>();
  private final List<Report.Failure> failures = new ArrayList<>();
  private Duration longestCase = Duration.ofMinutes(5);
  private int cases;

  /** One case. */
  public interface Case {

    /**
     * Runs it; fails by throwing.
     *
     * @param random the only source of chance
     * @return what came of it, in a word: the report counts them
     */
    String run(Random random, int number) throws Exception;
  }

  /**
   * What is run.
   *
   * @param only the one case that is repeated
   */
  record Settings(long seed, int size, OptionalInt only) {

    /** By the properties {@code dev.campaign.*}; without them, a sample that is always the same. */
    static Settings of(int sample) {
      String seed = System.getProperty("dev.campaign.seed", "1");
      Integer only = Integer.getInteger("dev.campaign.case");
      return new Settings(
          seed.equals("random") ? new Random().nextLong() : Long.parseLong(seed),
          Integer.getInteger("dev.campaign.size", sample),
          only == null ? OptionalInt.empty() : OptionalInt.of(only));
    }
  }

  Campaign(String test, Settings settings, Path reports, Duration betweenReports, String commit) {
    this.test = test;
    this.settings = settings;
    this.report = reports.resolve(test.replaceFirst("Campaign(Test|IT)$", "") + ".json");
    this.betweenReports = betweenReports;
    this.commit = commit;
  }

  /**
   * @param test the class whose campaign this is: {@code NameCampaignTest}
   * @param sample how many cases are run unless more are asked for
   */
  public static Campaign of(Class<?> test, int sample) {
    return new Campaign(
        test.getSimpleName(),
        Settings.of(sample),
        Path.of("target/campaign"),
        BETWEEN_REPORTS,
        currentCommit());
  }

  /** With cases that take longer than five minutes. */
  public Campaign within(Duration longestCase) {
    this.longestCase = longestCase;
    return this;
  }

  /** Adds to a figure of the report: what cases have counted. */
  public synchronized void add(String figure, long amount) {
    figures.merge(figure, amount, Long::sum);
  }

  /** Runs all cases; fails at the end, or after ten failures. */
  public void run(Case one) {
    Thread interrupted = new Thread(() -> write(Report.State.INTERRUPTED), "campaign-interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    write(Report.State.RUNNING);
    Instant written = Instant.now();
    int first = settings.only().orElse(1);
    int last = settings.only().orElse(settings.size());
    for (int number = first; number <= last && failures.size() < MOST_FAILURES; number++) {
      run(one, number);
      if (!Instant.now().isBefore(written.plus(betweenReports))) {
        write(Report.State.RUNNING);
        written = Instant.now();
      }
    }
    Runtime.getRuntime().removeShutdownHook(interrupted);
    write(failures.isEmpty() ? Report.State.PASSED : Report.State.FAILED);
    if (!failures.isEmpty()) {
      throw new AssertionError(
          failures.size()
              + " of "
              + cases
              + " cases failed, see "
              + report
              + ". The first of them:\n"
              + failures.get(0).message()
              + "\nTo repeat it: "
              + failures.get(0).reproduce());
    }
  }

  private void run(Case one, int number) {
    String outcome;
    try {
      outcome =
          assertTimeoutPreemptively(longestCase, () -> one.run(new Random(seed(number)), number));
    } catch (Throwable e) {
      fail(number, e);
      return;
    }
    count(outcome);
  }

  private synchronized void count(String outcome) {
    cases++;
    outcomes.merge(outcome, 1, Integer::sum);
  }

  private synchronized void fail(int number, Throwable failure) {
    count("failed");
    failures.add(new Report.Failure(number, Report.describe(failure), command(number)));
  }

  /** Neighbouring seeds of {@link Random} begin alike. */
  private long seed(int number) {
    return new Random(settings.seed() * 31 + number).nextLong();
  }

  private String command(int number) {
    String selected =
        test.endsWith("IT") ? "-Dtest=ArchitectureTest -Dit.test=" : "-DskipITs -Dtest=";
    return "./mvnw -Pcampaign verify "
        + selected
        + "%s -Ddev.campaign.seed=%d -Ddev.campaign.case=%d"
            .formatted(test, settings.seed(), number)
        + otherProperties();
  }

  /** Those of one campaign only, such as {@code dev.campaign.edits}. */
  private static String otherProperties() {
    StringBuilder options = new StringBuilder();
    for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
      if (name.startsWith(PROPERTIES) && !COMMON.contains(name.substring(PROPERTIES.length()))) {
        options.append(" -D").append(name).append('=').append(System.getProperty(name));
      }
    }
    return options.toString();
  }

  private synchronized void write(Report.State state) {
    new Report(
            test,
            commit,
            Report.Machine.own(),
            settings.seed(),
            settings.size(),
            state,
            begun,
            Duration.between(begun, Instant.now()).toMillis(),
            cases,
            outcomes,
            figures,
            failures)
        .write(report);
  }

  private static String currentCommit() {
    String commit = git("rev-parse", "HEAD");
    return commit.isEmpty()
        ? "unknown"
        : commit + (git("status", "--porcelain").isEmpty() ? "" : ", with changes");
  }

  private static String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? printed : "";
    } catch (IOException e) {
      return ""; // sources without git
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
