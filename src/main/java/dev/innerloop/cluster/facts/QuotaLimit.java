package dev.innerloop.cluster.facts;

import java.math.BigDecimal;

/**
 * What a quota has to say of one resource of a namespace.
 *
 * @param quota its name
 * @param resource such as {@code limits.memory} or {@code pods}
 */
public record QuotaLimit(String quota, String resource, BigDecimal hard, BigDecimal used) {

  public BigDecimal left() {
    return hard.subtract(used);
  }
}
