package dev.innerloop.replica.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Time that passes only when a test says so, or while something is waited for. */
final class FakeTime implements ReplicaSession.Time {

  final List<Duration> pauses = new ArrayList<>();
  private long nanos;

  @Override
  public long getAsLong() {
    return nanos;
  }

  @Override
  public void pause(Duration length, CountDownLatch until) {
    pauses.add(length);
    pass(length);
  }

  void pass(Duration length) {
    nanos += length.toNanos();
  }

  Duration now() {
    return Duration.ofNanos(nanos);
  }
}
