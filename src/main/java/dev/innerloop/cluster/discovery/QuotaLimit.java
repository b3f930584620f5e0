package dev.innerloop.cluster.discovery;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The limit of a quota for one resource of a namespace.
 *
 * @param quota its name
 * @param resource such as {@code limits.memory} or {@code pods}
 */
public record QuotaLimit(String quota, String resource, BigDecimal hard, BigDecimal used) {

  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024L);

  public BigDecimal left() {
    return hard.subtract(used);
  }

  /** An amount of its resource in readable form. */
  public String amount(BigDecimal number) {
    return resource.endsWith("memory") || resource.endsWith("storage")
        ? number.divide(MEBIBYTE, 0, RoundingMode.CEILING).toPlainString() + "Mi"
        : number.stripTrailingZeros().toPlainString();
  }

  /** In readable form: {@code Quota team has 1 of 4 pods left}. */
  @Override
  public String toString() {
    return "Quota %s has %s of %s %s left".formatted(quota, amount(left()), amount(hard), resource);
  }
}
