package dev.innerloop.cluster.facts;

import dev.innerloop.cluster.diagnosis.Diagnosis;
import java.math.BigDecimal;
import java.util.Map;

/** What an API server says to a pod that it is shown, and does not keep. */
public sealed interface PodTrial {

  /**
   * It would be let in.
   *
   * @param needs what it counts for in quotas, defaults of the namespace included
   */
  record Accepted(Map<String, BigDecimal> needs) implements PodTrial {

    public Accepted {
      needs = Map.copyOf(needs);
    }
  }

  /** It would not. */
  record Refused(Diagnosis diagnosis) implements PodTrial {}

  /** The user may not create pods, and the controllers that do cannot be asked. */
  record Forbidden() implements PodTrial {}
}
