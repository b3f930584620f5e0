package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens next to edits. */
enum Fault {
  POD_DELETED(Of.REPLICA, 5),
  ALL_PODS_DELETED(Of.REPLICA, 2),
  CONTAINER_KILLED(Of.REPLICA, 4),
  APP_KILLED(Of.REPLICA, 7),
  ALL_APPS_KILLED(Of.REPLICA, 2),
  APP_PAUSED(Of.REPLICA, 8),
  SUPERVISOR_PAUSED(Of.REPLICA, 8),
  REPLICA_DISK_FULL(Of.REPLICA, 7),
  SCALED(Of.REPLICA, 4),
  API_CUT(Of.CONNECTION, 8),
  API_SILENT(Of.CONNECTION, 8),
  API_SLOW(Of.CONNECTION, 8),
  API_LOSSY(Of.CONNECTION, 7),
  MAVEN_KILLED(Of.SESSION, 3),
  MAVEN_PAUSED(Of.SESSION, 6),
  TAKEOVER(Of.SESSION, 3),
  COMPILE_ERROR(Of.PROJECT, 8),
  OTHER_TIMESTAMP(Of.PROJECT, 6),
  LOCAL_DISK_FULL(Of.PROJECT, 6),
  CLEAN(Of.PROJECT, 3),
  BRANCH_SWITCH(Of.PROJECT, 8);

  private final Of of;
  private final int weight;

  /** What it happens to. Two faults at the same time happen to different things. */
  private enum Of {
    REPLICA,
    CONNECTION,
    SESSION,
    PROJECT
  }

  Fault(Of of, int weight) {
    this.of = of;
    this.weight = weight;
  }

  /** One fault; in one of four cases, two. */
  static List<Fault> some(Random random) {
    List<Fault> some = new ArrayList<>(List.of(any(random)));
    if (random.nextInt(4) == 0) {
      Fault other = any(random);
      if (some.get(0).allows(other)) {
        some.add(other);
      }
    }
    return some;
  }

  private static Fault any(Random random) {
    int all = List.of(values()).stream().mapToInt(fault -> fault.weight).sum();
    int chosen = random.nextInt(all);
    for (Fault fault : values()) {
      chosen -= fault.weight;
      if (chosen < 0) {
        return fault;
      }
    }
    throw new AssertionError();
  }

  /** A session cannot start without its cluster, or from sources that do not compile. */
  private boolean allows(Fault other) {
    return of != other.of
        && (of == Of.REPLICA
            || other.of == Of.REPLICA
            || (of != Of.SESSION && other.of != Of.SESSION));
  }
}
