package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.diagnosis.Finding;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How long a problem has lasted, and whether that is long enough. */
final class FindingTimer {

  /** A problem that is not observed for so long has passed; pods alternate between states. */
  private static final Duration PASSED = Duration.ofSeconds(5);

  enum Verdict {
    NOTHING,
    TELL,
    CERTAIN
  }

  /** The same problem, whichever of the pods has it. */
  private record Trouble(Cause cause, String kind, String detail, String remedy) {
    static Trouble of(Diagnosis diagnosis) {
      return new Trouble(
          diagnosis.cause(),
          diagnosis.where().kind(),
          diagnosis.where().detail(),
          diagnosis.remedy());
    }
  }

  private record Span(Duration first, Duration last) {}

  private final Map<Trouble, Span> spans = new HashMap<>();
  private final Set<Trouble> reported = new HashSet<>();

  /**
   * @param now relative to any fixed moment, the same for all calls
   */
  Verdict judge(Finding finding, Duration now) {
    Trouble trouble = Trouble.of(finding.diagnosis());
    Span before = spans.get(trouble);
    Duration first =
        before == null || now.minus(before.last()).compareTo(PASSED) > 0 ? now : before.first();
    spans.put(trouble, new Span(first, now));
    Duration lasted = now.minus(first);
    if (lasted.compareTo(finding.certainAfter()) >= 0) {
      return Verdict.CERTAIN;
    }
    return lasted.compareTo(finding.reportedAfter()) >= 0 && reported.add(trouble)
        ? Verdict.TELL
        : Verdict.NOTHING;
  }
}
