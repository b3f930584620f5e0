package dev.innerloop.doctor;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Performs checks in their order. A check whose preconditions have problems is skipped, and
 * reported with the reason.
 */
public final class Doctor {

  private final Listener listener;
  private final Map<Subject, CheckResult> findings = new LinkedHashMap<>();

  private record Subject(Topic topic, String app) {

    boolean isOf(Topic wanted, String checked) {
      return topic == wanted && (checked.isEmpty() || app.isEmpty() || app.equals(checked));
    }
  }

  /** Receives the result of each check. */
  @FunctionalInterface
  public interface Listener {

    void checked(Topic topic, String app, CheckResult finding);
  }

  public Doctor(Listener listener) {
    this.listener = listener;
  }

  public void examine(Check check) {
    CheckResult finding = unmet(check).map(CheckResult::unchecked).orElseGet(() -> run(check));
    findings.put(new Subject(check.topic(), check.app()), finding);
    listener.checked(check.topic(), check.app(), finding);
  }

  private static CheckResult run(Check check) {
    CheckResult finding;
    try {
      finding = check.run();
    } catch (Problem problem) {
      finding = CheckResult.of(problem);
    }
    return finding.state() == CheckResult.State.PROBLEM
        ? finding.blocking("there is a problem with the " + check.topic().word())
        : finding;
  }

  /**
   * Why a check is skipped: its direct preconditions know what they lack themselves. A check that
   * concerns all apps requires them for each.
   */
  private Optional<String> unmet(Check check) {
    return check.needs().stream()
        .flatMap(
            topic ->
                findings.entrySet().stream()
                    .filter(found -> found.getKey().isOf(topic, check.app()))
                    .map(Map.Entry::getValue))
        .map(CheckResult::blocker)
        .filter(why -> !why.isEmpty())
        .findFirst();
  }

  public int count(CheckResult.State state) {
    return (int) findings.values().stream().filter(it -> it.state() == state).count();
  }

  /** What would stop a run, each topic once. */
  public List<Topic> problems() {
    List<Topic> topics = new ArrayList<>();
    findings.forEach(
        (subject, finding) -> {
          if (finding.state() == CheckResult.State.PROBLEM && !topics.contains(subject.topic())) {
            topics.add(subject.topic());
          }
        });
    return topics;
  }
}
