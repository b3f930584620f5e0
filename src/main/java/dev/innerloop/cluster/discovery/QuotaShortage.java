package dev.innerloop.cluster.discovery;

import java.math.BigDecimal;

/**
 * A quota that does not admit all pods.
 *
 * @param wanted by all of them
 * @param unsaid whether a pod does not set a value that the quota requires
 */
public record QuotaShortage(QuotaLimit limit, BigDecimal wanted, boolean unsaid) {

  public BigDecimal excess() {
    return wanted.subtract(limit.left());
  }

  /** In readable form. */
  @Override
  public String toString() {
    return limit
        + (unsaid
            ? ", and requires each container to set its " + limit.resource()
            : "; wanted: " + limit.amount(wanted));
  }
}
