package dev.innerloop.replica.session;

import dev.innerloop.replica.SessionKey;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Role;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The identity that this session claims replicas with. */
final class Claimant {

  private final SessionKey key;
  private final String holder;
  private final AtomicBoolean takeover;
  private final String session = UUID.randomUUID().toString();

  Claimant(SessionKey key, String holder, boolean takeover) {
    this.key = key;
    this.holder = holder;
    this.takeover = new AtomicBoolean(takeover);
  }

  Hello hello() {
    return new Hello(Role.WRITER, key.bytes(), session, holder, takeover.get());
  }

  /** Two sessions that both insist would push each other aside for ever. */
  void wasTakenOver() {
    takeover.set(false);
  }
}
