package dev.innerloop.cluster.facts;

import java.math.BigDecimal;

/**
 * A quota that does not let all pods in.
 *
 * @param wanted by all of them
 * @param unsaid whether a pod does not say how much it wants, which the quota demands
 */
public record Shortage(QuotaLimit limit, BigDecimal wanted, boolean unsaid) {

  public BigDecimal excess() {
    return wanted.subtract(limit.left());
  }

  /** For people. */
  @Override
  public String toString() {
    return limit
        + (unsaid
            ? ", and wants each container to say its " + limit.resource()
            : "; wanted: " + limit.amount(wanted));
  }
}
