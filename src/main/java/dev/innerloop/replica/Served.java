package dev.innerloop.replica;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.ReloadStrategy;

/**
 * One replica serves an update.
 *
 * @param strategy how it took effect, which may be more than was planned
 * @param reason why so
 * @param phases where the time went
 * @param digest of the inventory that the replica has confirmed
 */
public record Served(
    Replica replica,
    long update,
    ReloadStrategy strategy,
    String reason,
    Phases phases,
    ContentHash digest) {

  /**
   * Milliseconds, in this order.
   *
   * @param plan comparing old and new
   * @param transfer to the replica and back
   * @param apply until its content is changed, and classes redefined or the app started
   * @param serve from then until it serves
   */
  public record Phases(long plan, long transfer, long apply, long serve) {

    public long total() {
      return plan + transfer + apply + serve;
    }
  }
}
